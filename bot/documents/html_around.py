"""What stands around the article in a web page: menus, banners, footers, forms."""

from selectolax.lexbor import LexborNode

_AROUND = frozenset(["nav", "footer", "dialog", "select", "textarea"])
_ROLES_AROUND = frozenset(
    ["navigation", "banner", "contentinfo", "search", "complementary", "dialog"]
)
_MOSTLY = 0.5
_LEAST_ARTICLE = 500


def find_article(body: LexborNode) -> LexborNode:
    """Return what the page marks as its only main part or article, or all of it."""
    mains = body.css("main") or body.css("[role=main]")
    root = mains[0] if len(mains) == 1 and _holds_most(mains[0], body) else body
    articles = root.css("article")
    is_most = len(articles) == 1 and len(articles[0].text()) * 2 > len(root.text())
    return articles[0] if is_most else root


def _holds_most(main: LexborNode, body: LexborNode) -> bool:
    """Tell whether the paragraphs of the page stand in its main part."""
    told = sum(len(node.text()) for node in main.css("p"))
    return told * 2 >= sum(len(node.text()) for node in body.css("p"))


def is_around(node: LexborNode, *, is_in_article: bool) -> bool:
    """Tell whether an element, perhaps within the article, is none of it."""
    tag, role = node.tag or "", node.attributes.get("role")
    if tag == "aside" or role == "complementary":
        # A box within the article says what must not be overlooked; one beside it leads elsewhere.
        return not is_in_article or _is_mostly_links(node)
    return (
        tag in _AROUND
        # A header with the title heads the article.
        or (tag == "header" and not is_in_article and not node.css_first("h1"))
        # Some programs put the whole page into a form.
        or (tag == "form" and not node.css_first("h1, h2, h3, p"))
        or role in _ROLES_AROUND
    )


def is_article_without_scripts(node: LexborNode) -> bool:
    """Tell whether the page has its article where others ask for scripts to be switched on."""
    told = sum(len(it.text()) for it in node.css("p")) if node.tag == "noscript" else 0
    return told > _LEAST_ARTICLE


def _is_mostly_links(node: LexborNode) -> bool:
    linked = sum(len(link.text()) for link in node.css("a[href]"))
    return linked > len(node.text()) * _MOSTLY
