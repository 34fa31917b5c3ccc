"""What web pages say around their articles, in the languages of those who may write one.

A word alone never decides: "Comment" is French for "How", and "Back" is a part of the body.
"""

import re

from selectolax.lexbor import LexborNode

HEADS_OTHERS = re.compile(
    r"\W*(?:related|read (?:more|next|also)|more (?:from|on|about|stories|articles)"
    r"|you (?:may|might)|see also|also (?:on|in)|popular|trending|recommended|latest|comments?\b"
    r"|\d+ comments?|leave a|share\b|follow us|newsletter|subscribe|sign up|advertisement"
    r"|about the author|tags?\b|categories|report an error|join the|hot network|your answer"
    r"|not the answer|browse other|in this issue|view (?:this|in)|most (?:read|viewed)|stay up"
    r"|ähnliche|mehr (?:zum|zu|von|aus|über)|noch mehr|weitere|lesen sie|das könnte|kommentare?\b"
    r"|teilen\b|artikel\b|schlagw|auch interessant|siehe auch|zum weiterlesen|top.themen"
    r"|lust auf|neueste|meistgelesen|über (?:den|die) autor|entdecke|sie könnten auch"
    r"|wie bewerten|diese seite|kommentieren"
    r"|à lire|voir aussi|lire aussi|sur le même|commentaires?\b|partager|vous aimerez"
    r"|articles? (?:liés|similaires)|relacionad|ver también|comentarios?\b|compart|te puede"
    r"|artículos|más leíd|leia também|veja|zobacz|podobne|komentarz|czytaj|lees ook|meer over"
    r"|reacties|leggi anche|articoli|похожие|читайте|комментари|поделиться|اقرأ|مقالات|التعليقات"
    r"|相关|延伸阅读|评论|分享|热点|推荐|更多|下一篇|上一篇|関連|コメント|संबंधित|और पढ़ें|टिप्पणि)",
    re.IGNORECASE,
)
_SAYS_NO_MORE = re.compile(
    r"(?:this (?:site|website) uses (?:akismet|cookies)|diese website verwendet (?:akismet|cookies)"
    r"|we use cookies|wir verwenden cookies|.{0,40}\bcookies?\b.{0,60}\b(?:erleichtern|accept)\b"
    r"|wir respektieren deine privatsphäre"
    r"|advertise?ment:?$|anzeige:?$|publicité$|publicidad$|reklama$"
    r"|(?:copyright|©|\(c\)) ?\S.{0,150}$|[^.]{0,60}all rights reserved\b.{0,80}$"
    r"|.{0,80}\b(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|wszelkie prawa zastrzeżone|все права защищены|版权所有)"
    r"|your email address will not|deine e-mail-adresse wird nicht"
    r"|sie müssen (?:sich |angemeldet )?(?:einloggen|anmelden|sein)"
    r"|you must (?:be )?log(?:ged)? ?in"
    r"|sorted by|reset to default|ask question$|nach oben$|back to top$"
    r"|zurück zu[rm]?\b[^.!?]{0,40}$"
    r"|(?:weiterlesen|read more|mehr lesen|lire la suite|leer más|continue reading)\W*$"
    r"|\d+ min\w* (?:read|lesezeit|czytania|de lect\w+)\b.{0,20}$"
    r"|[^.!?]{0,60}\bnewsletters?\b[^.!?]{0,40}$|(?:view|read) .{0,20}in (?:your|a) browser"
    r"|unsubscribe|you(?:'re| are)? receiv\w+ this|share this\b[^.!?]{0,60}$|report an error"
    r"|join the conversation"
    r"|(?:关注\S{0,10}|微博|微信|评论|图集|qzone|分享到?\S{0,10}|收藏|打印|字号\S{0,10}|\+1)$"
    r"|(?:asked|modified|viewed|answered|edited)\b[^.]{0,40}(?: ago| times|\d\d:\d\d)$"
    r"|(?:auch interessant|à lire aussi|lesen sie auch|read also|lee también)\b)",
    re.IGNORECASE,
)
# A label, and what it labels.
_LABELLED = re.compile(
    r"\(?(?:(?:foto|photo|bild|image|quelle|credit|źródło|圖|图片来源)\w{0,6}(?: (?:credit|by))?"
    r"|posted in|kategorien?|categor(?:y|ies)|themen|schlagwort\w*|tags?|aufrufe|views|teilen|share"
    r"|发布时间|责任编辑|来源|編集|更新日|تاريخ النشر|المصدر)"
    r"\s?[:：][^!?。]{0,80}$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:published|posted|updated|last (?:modified|updated|changed)|veröffentlicht|letzte"
    r" (?:änderung|aktualisierung)|publié|mis à jour|opublikowano|publicado|actualizado"
    r"|опубликовано|发布|更新)\b[^.!?。]{0,30}(?:19|20)\d\d\b.{0,30}$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\W*(?:[^\W\d]{2,10}[,.]? )?(?:\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}"
    r"|\d{1,2}\.? [^\W\d]{3,10}\.? (?:19|20)\d\d|[^\W\d]{3,9}\.? \d{1,2}, (?:19|20)\d\d"
    r"|(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?)"
    r"\W*(?:(?:um|at|à|o)?\s?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?(?:uhr|[ap]m))?)?\W*"
    r"|\W*\d{1,2}:\d\d ?(?:uhr|[ap]m)\W*",
    re.IGNORECASE,
)
_LINES = frozenset(["p", "div", "span", "time", "small", "em", "header"])


def says_no_more(node: LexborNode) -> bool:
    """Tell whether the line is none of any article: a date, a credit, "back to the top"."""
    text = " ".join(node.text().split())
    if _SAYS_NO_MORE.match(text) or _DATED.match(text):
        return True
    return node.tag in _LINES and bool(_LABELLED.match(text) or _DATE.fullmatch(text))
