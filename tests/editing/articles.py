"""Invented articles for the tests of `dossier new source`, in two layouts that the golden dossier has not."""

TEXT = """\
Søndag 14. mars 2021 | kl. 08.15

HAVNEBLADET

Småbåter stengte havnen i Nordleia
Av Astrid Kaiberg og Per Bølgen

NORDLEIA: Om lag femti småbåter stengte lørdag 13. mars innløpet til Nordleia, melder NTB. Aksjonen varte i to timer.

Samferdselsdepartementet ba båtene om å flytte seg, men fikk ikke svar. – Vi flytter oss når fergene går, sier aksjonen Fri Led.

(les også: Slik reiser du uten ferge)

Ordfører Ingfrid Fergestadd vil ikke kommentere saken, ifølge Morgenposten.

hb/ak
Kilde: NTB
Les mer: Slik ble avtalen til
Mest lest
Del på Ansiktsbok
Om Havnebladet
"""

PAGE = """\
<!doctype html>
<html lang="nb-NO"><head><title>Småbåter | Kystposten</title>
<meta property="og:site_name" content="Kystposten">
<link rel="canonical" href="https://kystposten.example/smaabaater">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Småbåter &amp; ferger",
 "datePublished": "2021-03-14T08:15:00+01:00", "author": [{"name": "Astrid Kaiberg"}]}]}</script></head>
<body><nav><a href="/">Forsiden</a> <a href="/sport">Sport</a></nav>
<article><h1>Småbåter &amp; ferger</h1><p class="byline">Av <a rel="author">Astrid Kaiberg</a></p>
<time datetime="2021-03-14">14. mars 2021</time>
<figure><img src="x.jpg" alt=""><figcaption>Båtene i innløpet.</figcaption></figure>
<p>Om lag <b>femti</b> småbåter stengte lørdag 13.&nbsp;mars innløpet til Nordleia, melder NTB.</p>
<p><a href="/reise">Slik reiser du uten ferge</a></p>
<p>Samferdselsdepartementet ba båtene om å flytte seg, men fikk ikke svar. Aksjonen varte i to timer, og ingen
ble skadet, sier aksjonen Fri Led, som ikke vil si hvem som står bak, og som heller ikke har svart på brev.</p>
<aside>Annonse for badebukser</aside></article>
<footer>Om Kystposten</footer><script>alert(1)</script></body></html>
"""
