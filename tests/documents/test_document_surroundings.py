"""A web page becomes its article, by its title, without what the site puts around it."""

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bot.documents.document import Document
from bot.documents.reading import read
from lessons.article.article import make_article
from lessons.article.blocks import tell_left_out
from lessons.article.importer import import_document
from tests.support.tables import table

INPUTS = Path(__file__).parent.parent / "data" / "import"
AROUND = {
    "en": ("Related articles", "Asthma in adults", "We use cookies on this site.", "Share: Email"),
    "ar": ("مقالات ذات صلة", "الربو عند البالغين", "نحن نستخدم ملفات تعريف الارتباط.", "شارك"),
    "zh": ("相关文章", "成人哮喘", "本网站使用Cookie。", "分享到微信"),
}
TOLD = {
    "en": ("Hay fever", "Shut the windows at night. Wash your hair before bed."),
    "ar": ("حمى القش", "أغلق النوافذ ليلا. اغسل شعرك قبل النوم كل مساء."),
    "zh": ("花粉症", "晚上请关好窗户，睡前洗头发，白天出门戴口罩。回家后马上换衣服。"),
}


def read_page(html: str) -> Document:
    return read(html.encode(), "page.html")


def open_input(name: str) -> Document:
    return read((INPUTS / name).read_bytes(), name)


def words(document: Document) -> str:
    return "\n".join(block.plain for block in document.blocks)


def test_what_a_saved_page_has_around_its_article_is_left_out_and_named() -> None:
    document = open_input("saved-page.html")
    article = make_article(document)
    assert article.title == "Hay fever: what helps"
    assert [section.heading for section in article.sections] == ["What it is", "What helps"]
    (told,) = tell_left_out(document.left_out)
    for part in (
        "We use cookies",
        "Share: Facebook",
        "Advertisement",
        "Related articles",
        "Jo says",
    ):
        assert part in told


@table("language", ["en", "ar", "zh"])
def test_surroundings_are_known_by_their_names_in_any_script(language: str) -> None:
    head, other, cookies, share = AROUND[language]
    heading, text = TOLD[language]
    document = read_page(
        f'<div class="cookie-consent"><p>{cookies}</p></div>'
        f'<div class="content"><h1>{heading}</h1><div class="share-buttons">{share}</div>'
        f"<p>{text}</p>"
        f'<div class="related-posts"><h2>{head}</h2><ul><li><a href="/1">{other}</a></li></ul>'
        "</div></div>"
    )
    assert words(document) == f"{heading}\n{text}"


@table("language", ["en", "ar", "zh"])
def test_a_heading_over_links_alone_is_no_section(language: str) -> None:
    head, other, *_ = AROUND[language]
    heading, text = TOLD[language]
    links = f'<ul><li><a href="/1">{other}</a></li><li><a href="/2">{other} 2</a></li></ul>'
    document = read_page(f"<h1>{heading}</h1><p>{text}</p><h2>{head}</h2>{links}")
    assert words(document) == f"{heading}\n{text}"


def test_what_says_when_to_call_for_help_is_kept_whatever_it_is_called() -> None:
    for name in ("sidebar", "banner", "promo", "alert", "meta"):
        warning = f'<div class="{name}"><p>Call 112 at once if you have chest pain.</p></div>'
        document = read_page(
            f"<h1>Chest</h1><p>Most pain comes from muscles, and it eases.</p>{warning}"
            "<p>Rest for a day, then walk a little more every day.</p>"
        )
        assert "Call 112 at once if you have chest pain." in words(document), name


TOLD_TWICE = "".join(
    f"<p>Walk a little every day, and rest when it hurts, for {word} weeks.</p>"
    for word in ("two", "three", "four", "five", "six", "seven", "eight", "nine")
)


@table(
    ("before", "after"),
    [
        ("<div>Hill News</div><div>Health<br>Sport</div>", ""),
        ("<p>16 March 2021</p><p>2021-03-16 12:30</p><p>2021年3月16日</p>", ""),
        (
            "",
            "<div><h3>Comments</h3><p>I think that it is wrong, all of it.</p></div>",
        ),
        (
            "",
            "<div><h2>Your Answer</h2><div><p>Thanks for what you say.</p></div></div>",
        ),
        ("", "<div><h3>3条评论</h3></div><div><b>评论</b></div>"),
        (
            "",
            '<div><h3><a href="/o">Another matter</a></h3><p>And its words.</p></div>',
        ),
        ("", '<a href="/o"><div><h4>حمى القش</h4><p>مقال آخر عن الربيع</p></div></a>'),
        ("<p>View this email in your browser | Unsubscribe</p>", ""),
        ("", "<p>You receive this because you signed up at the desk.</p>"),
        ("", '<p><a href="/a">Home</a> <a href="/b">Doctors</a></p>'),
        ("", "<p>Share this: Mail, Print</p><p>Report an error</p><p>Tags: back, walking</p>"),
        ("<p>Asked 4 years, 6 months ago</p><p>Viewed 18k times</p>", ""),
        ("", "<div>Foto: A. Meier</div><div>责任编辑：李明</div>"),
        ("", "<div class=votecell>27</div><div class=hot-network-questions>Why is it so?</div>"),
    ],
)
def test_what_stands_around_the_article_is_none_of_it_and_is_named(before: str, after: str) -> None:
    document = read_page(f"<body>{before}<h1>Backs</h1>{TOLD_TWICE}{after}")
    assert words(document) == words(read_page(f"<h1>Backs</h1>{TOLD_TWICE}"))
    named = "".join(it.words for it in document.left_out)
    for text in read_page_words(before + after):
        assert text in named


def read_page_words(html: str) -> list[str]:
    body = LexborHTMLParser(html).body
    return [node.text().strip()[:20] for node in body.css("h3, h2, h4, p")] if body else []


@table(
    "part",
    [
        "<h2>Comment se laver les mains</h2><p>Frottez bien.</p>",
        "<h2>Weitere Behandlung</h2><p>Gehen Sie jeden Tag.</p>",
        "<h2>Back</h2><p>Move it.</p>",
        "<h2>Tagsüber</h2><p>Bleiben Sie wach.</p>",
        "<p>Take 2 tablets 500 times</p>",
        "<p>Share your inhaler with nobody</p>",
        "<p>Avoid cookies and use fruit</p>",
        '<div class="back-pain">Lie on your side</div>',
        '<div class="sidebar"><p>Paracetamol 500 mg</p></div>',
        '<div class="banner">Poison line: 112</div>',
        '<div class="promo">对乙酰氨基酚 500毫克</div>',
        '<div class="promo">باراسيتامول 500 ملغ</div>',
        '<p>See <a class="popup" href="/x">the drawing</a> first.</p>',
        '<ul><li>Call <a href="/x">the group of the town</a> and ask for Jo</li></ul><p>Go.</p>',
    ],
)
def test_what_belongs_to_the_article_is_kept_whatever_it_begins_with(part: str) -> None:
    body = LexborHTMLParser(part).body
    assert body is not None
    read = "".join(words(read_page(f"<h1>Care</h1>{TOLD_TWICE}{part}<p>Then rest.</p>")).split())
    for node in body.css("h2, p, li, div"):
        assert "".join(node.text().split()) in read


def test_the_lead_in_the_header_of_an_article_is_kept() -> None:
    header = "<header><nav>Home</nav><h1>Backs</h1><p>They are long and strong.</p></header>"
    document = read_page(f"<title>Backs</title>{header}{TOLD_TWICE}")
    assert words(document).startswith("Backs\nThey are long and strong.")


def test_what_stands_outside_the_main_part_is_named_and_a_warning_there_is_kept() -> None:
    document = read_page(
        "<div>Home Doctors</div><div><p>If you cannot breathe call 112 at once.</p></div>"
        f"<main><h1>Backs</h1>{TOLD_TWICE}</main><div class=x>Opening hours</div>"
    )
    named = [it.words for it in document.left_out]
    assert "Home Doctors" in named
    assert "Opening hours" in named
    assert "call 112" in words(document)
    assert "Opening" not in words(document)


def test_a_main_part_without_the_article_is_not_taken_for_it() -> None:
    assert "nine weeks" in words(read_page(f"<h1>Backs</h1>{TOLD_TWICE}<main><p>Shop.</p></main>"))


def test_the_words_of_a_picture_that_only_name_it_are_left_out() -> None:
    page = "<h1>Backs</h1><p>Walk a little every day.</p><div class=wp-caption><img src=a>{}</div>"
    for text in ("Jo walks home with her dog. Photo: A. Meier", "A back", "腰（新华社 摄）"):
        document = read_page(page.format(f"<p class=wp-caption-text>{text}</p>"))
        assert words(document) == "Backs\nWalk a little every day."
        assert text in [it.words for it in document.left_out]
    warning = "<p class=wp-caption-text>Never lift with a bent back.</p>"
    assert "Never lift with a bent back." in words(read_page(page.format(warning)))


@table(
    ("question", "part", "next_one"),
    [
        ("How do I protect myself?", "For everyone", "Is it new?"),
        ("كيف أحمي نفسي؟", "للجميع", "هل هو جديد؟"),
        ("怎样保护自己？", "所有人", "是新的吗？"),
    ],
)
def test_a_folded_answer_stands_below_its_question_and_no_further(
    question: str, part: str, next_one: str
) -> None:
    def fold(number: int, head: str, answer: str) -> str:
        button = f"<button data-toggle=collapse data-target='#f{number}'>{head}</button>"
        return f"<div><h5>{button}</h5></div><div id=f{number} class=collapse>{answer}</div>"

    document = read_page(
        "<h1>F</h1><h3>Q</h3>"
        + fold(1, question, f"<h4>{part}</h4><p>Wash your hands.</p>")
        + fold(2, next_one, "<p>Yes, it is.</p>")
    )
    first, second = make_article(document).sections
    assert (first.heading, first.path[-1]) == (part, question)
    assert (second.heading, second.path[-1]) == (next_one, "Q")


def test_the_title_is_not_said_again_as_the_first_line() -> None:
    page = f"<title>腰痛的护理-健康网</title><div>关注</div><div>腰痛的护理</div>{TOLD_TWICE}"
    assert words(read_page(page)).startswith("腰痛的护理\nWalk")


def test_the_article_is_never_lost_for_its_surroundings() -> None:
    article = "<h1>Backs</h1>" + "<p>Walk a little every day, and rest when it hurts.</p>" * 5
    for name in ("sidebar", "comments", "footer-content", "newsletter", "related", "menu"):
        document = read_page(f'<div class="{name}">{article}</div>')
        assert words(document).count("Walk a little every day") == 5, name


def test_an_id_that_is_made_of_a_heading_says_nothing() -> None:
    document = read_page(
        "<h1>Care</h1><p>Wash your hands before and after each meal, and dry them well.</p>"
        '<div id="sharing-a-room-with-a-sick-child"><h2>Sharing a room</h2>'
        "<p>Open the window for a while every hour.</p></div>"
    )
    assert "Open the window" in words(document)


@table(
    ("head", "body", "title"),
    [
        ("<title>Back care | Hill Clinic</title>", "<h2>Move</h2>", "Back care"),
        ("<title>Hill Clinic - Back care at home</title>", "<h2>Move</h2>", "Back care at home"),
        ("<title>Hill Clinic</title>", "<h1>Back care</h1>", "Back care"),
        (
            '<meta property="og:title" content="Back care"><title>x | y</title>',
            "<h1>Hill Clinic</h1>",
            "Back care",
        ),
        ("<title>腰痛的护理_健康网 | 健康网</title>", "<h1>腰痛的护理</h1>", "腰痛的护理"),
        ("<title>العناية بالظهر | عيادة التل</title>", "<h2>تحرك</h2>", "العناية بالظهر"),
        ("", "<h1>Back care</h1>", "Back care"),
        (
            '<meta property="og:title" content="You will love these 9 tips for your back">',
            "<h1>Nine tips for your back</h1>",
            "Nine tips for your back",
        ),
        (
            '<title>News - Hill</title><script type="application/ld+json">'
            '{"headline": "Back care at home"}</script>',
            "<h1>Breaking news</h1><h1>Back care at home, told simply</h1>",
            "Back care at home, told simply",
        ),
        ("<title>腰痛的护理！-健康网</title>", "<h3>下一篇</h3>", "腰痛的护理！"),
        (
            '<meta property="og:title" content="Hill Clinic"><title>Hill Clinic</title>'
            '<meta property="og:site_name" content="Hill Clinic">',
            "<h1>Backs and how to carry them¶</h1><h1>Shop</h1>",
            "Backs and how to carry them",
        ),
        ("<title>Hill Clinic</title>", "<nav><h1>Menu</h1></nav><h1>Backs</h1>", "Backs"),
        (
            '<meta property="og:title" content="العناية بالظهر في البيت">',
            "<h1>العناية بالظهر</h1>",
            "العناية بالظهر",
        ),
    ],
)
def test_the_title_is_the_articles_and_not_the_sites(head: str, body: str, title: str) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>Walk a little.</p><h2>B</h2><p>Rest.</p>"
    assert import_document(read_page(page), "x").course.title == title


def test_front_matter_names_the_course_and_says_what_it_is_about() -> None:
    course = import_document(open_input("front-matter-title.md"), "x").course
    assert course.title == "Gout: what helps"
    assert course.description.startswith("A short guide")


@table(
    ("ruby", "text"),
    [
        (
            "<ruby>子<rt>こ</rt></ruby>どもに<ruby>薬<rp>(</rp><rt>くすり</rt></ruby>を",
            "子どもに薬を",
        ),
        ("<ruby>北<rt>běi</rt>京<rt>jīng</rt></ruby>的医院", "北京的医院"),
        ("Take <ruby>ASA<rt>aspirin</rt></ruby> now.", "Take ASA (aspirin) now."),
    ],
)
def test_how_a_sign_is_read_does_not_run_into_the_words(ruby: str, text: str) -> None:
    page = f"<h1>{ruby}</h1><p>{ruby}</p>"
    assert words(read_page(page)).split("\n")[-1] == text
    if "<rt>こ" in ruby:
        assert import_document(read_page(page + "<h2>一</h2><p>二。"), "x").course.title == text


def test_a_page_of_one_endless_sentence_is_read_at_once() -> None:
    page = "<h1>Care</h1>" + f"<div>{'word ' * 190_000}</div>"
    assert len(words(read_page(page))) > 900_000


def test_an_article_that_is_shown_without_scripts_alone_is_read() -> None:
    page = "<h1>Backs</h1><noscript>{}</noscript><p>Rest a little.</p>"
    assert "nine weeks" in words(read_page(page.format(TOLD_TWICE)))
    asked = "<p>Please switch on JavaScript, or nothing works.</p>"
    assert words(read_page(page.format(asked))) == "Backs\nRest a little."
