"""How much each thing that is told of a piece of a web page speaks for the article, or against it.

A line has a group and what is told in it, each with its weight: ``tag: h2 +0.66`` is that of
``tag h2``. What has no weight tells nothing. What each means stands in ``html_features``. The
figures were fitted to pages with known answers by ``tests/benchmarks/web_pages_fit.py``, which
prints this table; they are not changed by hand.
"""

BIAS = 0.59
_TABLE = """
alike: 0 -0.65; 1 -0.17; 2 +0.29; 3 +0.55; prose 0 -0.42; prose 1 -0.19; prose 2 +0.18;
alike: prose 3 +0.16; prose 4 +0.21;
before: 0 0 +0.06; 1 0 +0.21; 2 1 0 +0.25; 2 1 2 +0.05; 2 2 0 +0.09; 2 2 2 -0.26; 2 3 0 -0.18;
before: 3 0 -0.09; main 3 +0.22; tag h2 +0.12;
below: others -0.82;
capitals: 0 +0.14; 2 -0.22;
far: aa -0.09; ad +0.23; after +0.67; ajax -0.46; align -0.46; antialiased -0.47; app -0.09;
far: article -0.06; auto +0.46; bf -0.23; bg +0.34; block +0.40; blue +0.22; body +0.12;
far: bottom +0.18; box +0.19; category +0.18; child +0.40; clear -0.22; col -0.24; cols +0.31;
far: column +0.05; comments -0.68; container -0.08; contents +0.22; css +0.26; da +0.28; db -0.65;
far: default -0.09; df -0.24; ee +0.25; embed -0.23; entry -0.19; et -0.26; fade -0.35; faq +0.53;
far: flex +0.06; fluid -0.24; footer -0.22; format -0.06; full -0.08; gap -0.24; grid +0.10;
far: group -0.44; guide +0.25; header -0.09; hentry +0.34; html +0.43; id +0.08; is +0.09;
far: item +0.21; js +0.32; layout +0.40; left -0.11; level -0.17; light -0.06; list +0.27;
far: location -0.27; margin -0.06; md +0.19; mobile -0.70; mode -0.13; mt -0.23; next -0.47;
far: no +0.12; node +0.17; overflow +0.18; padding +0.22; page +0.29; panel -0.12; parent +0.06;
far: pg -0.73; position +0.10; prefix -0.10; primary +0.07; pt -1.32; py -0.07; related -0.20;
far: right -0.32; rounded -0.63; row -0.24; section +0.21; sidebar -0.06; single -0.22;
far: site -0.05; skin +0.10; sm +0.32; small +0.17; span +0.15; ss -0.25; standard -0.15;
far: tab +0.20; table +0.75; template -0.09; white -0.23; with +0.24; woocommerce -0.13;
far: wrapper -0.19; xl +0.21;
heads: 1 +0.16; 2 +0.54; 3 +0.37;
in: article -0.13; aside -0.15; blockquote +0.17; figure -0.74; form -1.35; header -0.21;
in: main +0.33; ul +0.26;
length: 0 -0.48; 1 -0.34; 4 -0.41; 6 +0.14; 7 +0.10;
long: ends +0.57; links 0 +0.43; links 2 -0.09; open -0.21;
main: 0 +0.20; 1 +0.21; 5 +0.15; outside -1.03;
near: above -0.26; alt -0.13; animate -0.15; author -0.57; background -0.88; bar -0.70;
near: base +0.39; big -0.28; bold +0.19; break +0.11; button -0.76; caption -0.57; col -0.10;
near: comment -1.37; comments -0.06; container -0.06; copy -0.07; css +0.39; cta -0.18;
near: custom -0.47; data -0.17; db -1.20; de -1.23; depth -0.27; description +0.32; detail +0.44;
near: disc +0.11; disclaimer -0.68; div +0.15; embed -0.38; entry +0.58; facebook -0.05;
near: fade -0.07; figure -0.16; flex -0.07; float -0.13; footer -0.20; form -0.14; full -0.15;
near: gap -0.19; gray -0.39; grid +0.25; group +0.22; has +0.12; header -0.23; heading +0.10;
near: hentry +0.14; id -0.11; image -0.44; info -0.44; inherit -0.21; is +0.19; item -0.16;
near: items +0.27; js +0.35; leading -0.42; lg -0.24; line +0.58; list -0.23; loop -0.07;
near: main -0.11; mb +0.20; md -0.15; medium +0.06; menu -0.09; nav -0.50; news +0.30;
near: newsletter -0.30; not -0.55; nowrap -0.16; odd -0.15; of +0.27; ol +0.07; order -0.16;
near: overflow +0.29; page +0.64; plan -0.24; post +0.10; pre +0.38; prose +0.44; pt -0.79;
near: px +0.07; py -0.75; rating -0.28; related -0.45; shadow +0.21; sidebar -0.38; space -0.12;
near: span +0.40; table +0.35; text +0.54; the +0.19; thread -0.17; toc +0.56; tracking +0.16;
near: type -0.06; undefined -0.48; widget -0.11; wrap -0.14; wrapper -0.15; wysiwyg +0.61;
next: 0 0 +0.16; 0 2 -0.10; 1 0 +0.17; 2 0 +0.07; 2 1 0 +0.28; 2 3 0 -0.12; tag div -0.08;
next: tag h4 -0.29; tag li +0.11; tag p +0.19;
past: main 0 -0.10; main 1 -0.84; main 2 -0.49; main 3 -0.88;
rule: before -0.13; named -0.92; of ended -0.41; of prose -1.42; of words -0.36; outside -1.64;
says: call long -0.41; call short -0.30; calls 0 -0.30; calls 1 -0.39; calls 2 -0.30; colon +0.22;
says: contact long -0.17; date -0.53; dots -0.40; others -1.53;
sentences: 2 +0.05; 3 -0.07; 4 -0.20;
short: links 0 +0.20; links 3 -0.52; links 4 -0.46; open -0.23;
tag: div -0.69; figcaption -0.82; h1 -0.18; h2 +0.67; h3 +0.72; li +0.43; line -0.21; p +0.05;
tag: pre -0.12; table +0.29;
title: above 1 +0.75; below -1.34;
to: tell 0 -0.08; tell 1 -0.17; tell 3 +0.15; tell 4 +0.42;
told: 0 +0.16; 1 +0.57; 2 +0.30; 4 -0.20; 5 -0.26; 6 -0.09;
up: 1 links 0 +0.06; 1 links 5 +0.08; 1 prose 0 -0.12; 1 prose 1 -0.14; 1 prose 4 +0.29;
up: 2 links 0 +0.06; 2 links 1 -0.07; 2 links 3 -0.32; 2 links 5 +0.22; 2 prose 0 -0.25;
up: 2 prose 1 -0.17; 2 prose 2 -0.15; 2 prose 6 +0.47; 3 links 4 +0.13; 3 prose 1 -0.18;
up: 3 prose 3 -0.17; 3 prose 4 +0.07; 3 prose 5 +0.17; 3 prose 6 +0.11; 4 links 2 -0.25;
up: 4 links 4 +0.22; 4 prose 1 -0.13; 4 prose 2 +0.10; 4 prose 3 -0.26; 4 prose 4 +0.23;
up: 4 prose 5 +0.17;
"""


def _read(table: str) -> dict[str, float]:
    weights = {}
    for line in table.strip().splitlines():
        group, _, parts = line.partition(":")
        for part in parts.strip(" ;").split(";"):
            name, weight = part.rsplit(maxsplit=1)
            weights[f"{group} {name.strip()}"] = float(weight)
    return weights


WEIGHTS = _read(_TABLE)
