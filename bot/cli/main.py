"""``python -m bot``: run the bot, or the sandbox, or work on a course."""

from importlib import import_module

import click

from bot.cli.serving import port_option, refuse_real_people, serve, settings_or_exit
from bot.process.output import close_streams, open_streams
from bot.setting_source import list_settings

_COMMANDS = (
    "backup",
    "check",
    "containerfile",
    "course",
    "db",
    "doctor",
    "restore",
    "sandbox",
    "systemd",
)


class Commands(click.Group):
    """Loads a command's module when it is asked for: a bot needs none of them to start."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return every command's name."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name: it has its module's name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Tell of every setting that there is."""
        with formatter.section("Settings, from the environment or .env"):
            formatter.write_dl(
                [
                    (name, f"{accepted} (if not set: {if_unset})")
                    for name, accepted, if_unset in list_settings()
                ]
            )


def _show_version(
    context: click.Context,
    _option: click.Parameter,
    is_asked: bool,
) -> None:
    if is_asked:
        # Looked up when it is asked for: it takes longer than all of this module.
        metadata = import_module("importlib.metadata")
        try:
            release = metadata.version("lesson-a-day")
        except metadata.PackageNotFoundError:
            release = "(not installed, started from its folder)"
        click.echo(f"Lesson a Day {release}")
        context.exit()


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@port_option
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show which release this is.",
)
@click.pass_context
def cli(context: click.Context, port: int | None) -> None:
    """Lesson a Day: one short, sourced health lesson a day, in a chat.

    Without a command it runs the bot. With BOT_TOKEN in the environment (or in a file named
    .env) it serves Telegram; without one it starts a SANDBOX, a stand-in for Telegram with a
    chat page on this machine, and prints its address.
    """
    if context.invoked_subcommand is None:
        settings = settings_or_exit()
        if settings.bot_token is None:
            refuse_real_people(settings)
            sandbox = cli.get_command(context, "sandbox")
            assert sandbox is not None
            context.invoke(sandbox, port=port)
        else:
            serve(settings)


def main() -> None:
    """Run the command line."""
    open_streams()
    try:
        cli(prog_name="python -m bot")
    finally:
        close_streams()
