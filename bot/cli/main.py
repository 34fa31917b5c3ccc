"""``python -m bot``: run the bot, or the sandbox, or work on a course."""

from importlib import import_module

import click

from bot.cli.serving import port_option, serve, settings_or_exit

_COMMANDS = ("check", "course", "sandbox")


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


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@port_option
@click.pass_context
def cli(context: click.Context, port: int) -> None:
    """Lesson a Day: one short, sourced health lesson a day, in a chat.

    Without a command it runs the bot. With BOT_TOKEN in the environment (or in a file named
    .env) it serves Telegram; without one it starts a SANDBOX, a stand-in for Telegram with a
    chat page on this machine, and prints its address.

    \b
    Settings, from the environment or .env:
      BOT_TOKEN         the bot's token from @BotFather
      DATABASE_URL      where data is kept; sqlite:///lesson-a-day.db
      ADMIN_IDS         chat numbers of the admins, with commas: 42,4711
      DEFAULT_TIMEZONE  a first guess for new subscribers: Europe/Berlin
      COURSES_FOLDER    a folder with more courses
      PAID_BROADCAST    true: 1000 messages a second, for Stars
      MESSAGES_PER_SECOND  Telegram's limit, if it is another than 30
      EMERGENCY_NUMBER  the emergency number of the country that you serve: 112
      QUIET_HOURS       when announcements wait for the morning: 22:00-08:00, or off
      LOG_LEVEL         DEBUG, INFO, WARNING or ERROR
      BOT_API_URL       another Bot API server, or a sandbox that runs alone
    """
    if context.invoked_subcommand is None:
        settings = settings_or_exit()
        if settings.bot_token is None:
            sandbox = cli.get_command(context, "sandbox")
            assert sandbox is not None
            context.invoke(sandbox, port=port)
        else:
            serve(settings)


def main() -> None:
    """Run the command line."""
    cli(prog_name="python -m bot")
