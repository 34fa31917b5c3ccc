"""That lessons are in English for now, said once in the language of somebody's phone."""

_SENTENCES = {
    "es": "Las lecciones son por ahora en inglés; las urgencias las entiendo en español.",
    "fr": "Les leçons sont pour l’instant en anglais ; les urgences, je les comprends en français.",
    "de": "Die Lektionen sind vorerst auf Englisch; Notfälle verstehe ich auch auf Deutsch.",
    "it": "Le lezioni per ora sono in inglese; le emergenze le capisco anche in italiano.",
    "pt": "As lições são por enquanto em inglês; emergências eu entendo também em português.",
    "tr": "Dersler şimdilik İngilizce; acil durumları Türkçe de anlarım.",
    "ru": "Уроки пока на английском; о неотложном я понимаю и по-русски.",
    "ar": "الدروس بالإنجليزية حاليًا، أما الطوارئ فأفهمها بالعربية أيضًا.",
    "hi": "पाठ अभी अंग्रेज़ी में हैं; आपात स्थिति मैं हिंदी में भी समझता हूँ।",
    "zh": "课程目前为英文；紧急情况我也能看懂中文。",
    "pl": "Lekcje są na razie po angielsku; nagłe przypadki rozumiem też po polsku.",
    "nl": "De lessen zijn voorlopig in het Engels; noodgevallen begrijp ik ook in het Nederlands.",
}


def find_english_only(language_code: str | None) -> str | None:
    """Return the sentence in that language (IETF), of those whose urgent words are read; ``None``
    for English, and for a language that is not read."""
    language = (language_code or "").replace("_", "-").partition("-")[0].lower()
    return _SENTENCES.get(language)
