"""Languages that something here is known of: abbreviations, hedges or urgent words."""

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "bn": "Bengali",
    "zh": "Chinese",
    "da": "Danish",
    "nl": "Dutch",
    "en": "English",
    "fr": "French",
    "de": "German",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "mr": "Marathi",
    "no": "Norwegian",
    "fa": "Persian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
"""What each is called in English, by its code (ISO 639)."""


def tell_language(code: str) -> str:
    """Return what a language is called, with its code; only the code where it has no name here."""
    name = LANGUAGES.get(code.partition("-")[0])
    return f"{name} ({code})" if name else code
