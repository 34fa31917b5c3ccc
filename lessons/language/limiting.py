"""Which notes limit what they stand by, and so belong to it: "This holds for adults only"."""

import re
from typing import Final

_WORDS: Final = re.compile(
    r"(?<!\w)(?:only|except|unless|not|never|without|at most|at least|do(?:es)?n[’']t"
    r"|warning|caution"
    r"|nur|außer|nicht|nie|niemals|kein\w*|ohne|höchstens|mindestens|achtung|vorsicht"
    r"|seulement|uniquement|sauf|pas|jamais|sans|au plus|attention"
    r"|s[óo]lo|solamente|únicamente|excepto|salvo|no|nunca|sin|máximo|atención"
    r"|solo|soltanto|tranne|eccetto|non|mai|senza|massimo|attenzione"
    r"|só|somente|apenas|exceto|não|sem|atenção"
    r"|alleen|behalve|niet|nooit|geen|zonder|tylko|oprócz|nie|nigdy|bez|только|кроме|не|никогда|без"
    r"|केवल|सिर्फ|नहीं|न करें)(?!\w)"
    r"|只|仅|除|不|禁|勿|のみ|だけ|ない|なし|ません|除く|فقط|إلا|لا |دون|ليس",
    re.IGNORECASE,
)


def limits_what_is_said(note: str) -> bool:
    """Tell whether a note says to what a statement does not apply, or forbids something."""
    return _WORDS.search(note) is not None
