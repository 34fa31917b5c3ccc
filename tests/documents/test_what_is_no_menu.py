"""A heading above what is said is no menu, and nobody is asked to cut what warns."""

from bot.documents.document import Document
from bot.documents.reading import read
from lessons.article.article import make_article
from tests.support.articles import written
from tests.support.tables import table

NAV = '<nav><ul><li><a href="/">Home</a></li><li><a href="/a">A</a></li></ul></nav>'
BACK = {
    "en": ("Back to top", "Walk from the third day on, and stop when it hurts."),
    "de": ("Zurück zum Sport", "Autofahren dürfen Sie erst nach 24 Stunden ohne Beschwerden."),
    "de, everyday": ("Zurück zu Ihrem Alltag", "Autofahren dürfen Sie erst nach 24 Stunden."),
    "es": ("Compartir la cama", "El bebé duerme boca arriba, en su propia cuna."),
    "zh": ("分享", "与医生分享您的药物清单，不要自己停药，也不要多吃药。"),
}
BELOW = ("<p>{}</p>", "<table><tr><th>1</th><th>2</th></tr><tr><td>3</td><td>{}</td></tr></table>")
ASKED = {
    "de": ("Rufen Sie 112, wenn", "Sie zweimal erbrechen,", "Setzen Sie sich aufrecht hin."),
    "en": ("Call 911 if", "you vomit twice,", "Sit with your back supported."),
    "es": ("Llame al 112 si", "vomita dos veces,", "Siéntese con la espalda apoyada."),
}


def read_page(html: str) -> Document:
    return read(html.encode(), "page.html")


@table("language", list(BACK))
def test_a_heading_with_sentences_or_a_table_below_is_kept_whatever_its_words(
    language: str,
) -> None:
    heading, sentence = BACK[language]
    lost = []
    for around in ("{}", "<div>{}</div>"):
        for below in BELOW:
            document = read_page(
                f"{NAV}<div><h1>X</h1><p>{sentence}</p>{around.format(f'<h2>{heading}</h2>')}"
                f"{below.format(sentence)}</div>"
            )
            if f"# {heading}" not in written(document):
                lost.append((around, below))
    assert not lost


def test_a_way_back_without_anything_below_it_is_none_of_the_article() -> None:
    text = "<p>Rest for a day, then walk a little more every day.</p>"
    for line in ("<p>Back to top</p>", "<h3>Nach oben</h3>", "<p>Zurück zur Übersicht</p>"):
        assert "# X" in written(page := read_page(f"<h1>X</h1>{text}{line}"))
        assert not [it for it in ("top", "oben", "Übersicht") if it in written(page)]


def test_a_sentence_that_begins_like_a_way_back_or_a_button_is_kept() -> None:
    rest = "<p>Rest for a day, then walk a little more every day.</p>" * 4
    for sentence in (
        "Zurück zum Sport dürfen Sie erst, wenn Sie 24 Stunden lang keine Beschwerden hatten.",
        "Share this plan with the people you live with. They may have to help you.",
    ):
        document = read_page(f"{NAV}<h1>X</h1>{rest}<p>{sentence}</p>{rest}")
        assert sentence in written(document)


@table("language", list(ASKED))
def test_what_warns_and_what_says_what_to_do_is_never_named_as_doubtful(language: str) -> None:
    lead_in, item, step = ASKED[language]
    document = read_page(
        f"{NAV}<div><div><h1>X</h1><p>{step}</p><div><b>{lead_in}</b><ul><li>{item}</li>"
        f"<li>{item} 2</li></ul></div><ol><li>{step}</li></ol><p>0800 111 0111</p></div>"
        f"<aside><a href='/s'>S</a></aside></div>"
    )
    assert document.doubtful == ()
    assert not make_article(document).notes
