"""What leads outside becomes text with its address; what leads within the site, or in the page, stays as it is."""

import pytest

from generator.publishing.bundle.offline import is_left_out, leads_outside, without_map, without_outside_links

INSIDE = ["", "#a", "a.html", "../a.html#b", "./a:b.html", "?q=http://a", "a/b//c"]
OUTSIDE = ["https://a.example", "HTTP://a.example", "//a.example", "\\\\a.example", "/\\a.example", "mailto:a@b.example",
           " https://a.example", "java\nscript:alert(1)", "file:///etc/passwd", "ftp://a.example"]


@pytest.mark.parametrize("address", INSIDE)
def test_links_within_stay(address: str) -> None:
    html = f'<p><a class="x" href="{address}">words</a></p>'
    assert without_outside_links(html) == html


@pytest.mark.parametrize("address", OUTSIDE)
def test_links_outside_become_their_words(address: str) -> None:
    assert leads_outside(address)
    html = without_outside_links(f'<p><a class="x" href="{address}" target="_blank"><b>words</b></a>, more</p>')
    assert html.startswith('<p><span class="d-out"><b>words</b></span> <span class="d-url">')
    assert "<a" not in html and html.endswith(", more</p>")


def test_an_address_that_is_its_own_words_is_not_said_twice() -> None:
    for href, words in (("https://a.example/b?c=1&amp;d=2", "https://a.example/b?c=1&amp;d=2"),
                        ("mailto:a@b.example", "a@b.example")):
        assert without_outside_links(f'<a href="{href}">{words}</a>') == f'<span class="d-out">{words}</span>'


@pytest.mark.parametrize("link", [
    "<a href='https://a.example'>w</a>", "<a href=https://a.example>w</a>", "<a\nhref = \"https://a.example\"\n>w</a>",
    '<a title="1 > 0" href="https://a.example">w</a>', '<a data-href="a.html" href="https://a.example">w</a>',
    '<a href="htt&#112;s://a.example">w</a>', '<A HREF="https://a.example">w</A>', '<a href="https://a.example">w</a >',
    "<a title=it's href=https://a.example>w</a>", '<a/href=https://a.example>w</a>', '<a href="\x01https://a.example">w</a>',
    '<a href="https://a.example">w'])
def test_ways_to_write_a_link(link: str) -> None:
    html = without_outside_links(link)
    assert html.startswith('<span class="d-out">w') and "<a" not in html.lower()


def test_a_link_within_a_link_ends_it() -> None:
    html = without_outside_links('<a href="https://a.example">w<a href="b.html">v</a></a>')
    assert html.startswith('<span class="d-out">w</span> <span class="d-url">https://a.example</span><a href="b.html">v</a>')


@pytest.mark.parametrize("html", [
    '<area shape="rect" HREF="https://a.example">', "<form action=//a.example>", '<button formaction="https://a.example">',
    '<input type=submit formaction="https://a.example">', '<a href="a.html" ping="https://a.example">',
    '<base href="https://a.example">', '<link rel="preconnect" href="https://a.example">',
    '<meta http-equiv="refresh" content="0; url=https://a.example">', "<META HTTP-EQUIV=refresh CONTENT=0;//a.example>",
    '<meta http-equiv=" re&#102;resh" content="0;URL=\'https://a.example\'">'])
def test_other_ways_to_lead_outside_are_taken_away(html: str) -> None:
    assert "a.example" not in without_outside_links(f"<p>{html}</p>")


@pytest.mark.parametrize("html", [
    '<area href="b.html">', '<form action="?q=1"><button formaction="b.html"></button></form>',
    '<meta http-equiv="refresh" content="0; url=../events/a.html">', '<meta name="b" content="https://a.example">',
    '<link rel="canonical" href="https://a.example">', '<link rel="stylesheet" href="../a.css">', '<abbr title="a">'])
def test_what_leads_nowhere_else_stays(html: str) -> None:
    assert without_outside_links(html) == html


def test_what_only_looks_like_an_address_stays() -> None:
    html = '<a data-href="https://a.example" href="a.html">w</a> <abbr title="https://a.example">x</abbr>'
    assert without_outside_links(html) == html


def test_an_address_cannot_begin_a_tag() -> None:
    html = without_outside_links("<a href=\"https://a.example/<img src=x onerror=alert(1)>\">w</a>")
    assert "<img" not in html


def test_in_a_drawing_the_shapes_stay_together() -> None:
    drawing = '<svg viewBox="0 0 1 1"><a xlink:href="https://a.example"><path d="M0 0"/></a><a href="b.html"><text>b</text></a></svg>'
    html = without_outside_links(f'<a href="//a.example">w</a>{drawing}')
    assert html.endswith('<svg viewBox="0 0 1 1"><g><path d="M0 0"/></g><a href="b.html"><text>b</text></a></svg>')
    assert html.startswith('<span class="d-out">')


def test_ways_to_edit_are_left_out_wholly() -> None:
    html = ('<p>a <a class="d-editline" href="https://f.example">Edit</a></p>\n<div class="d-propose" data-propose>'
            '<template><div>x</div></template>\n</div>\n<p class="d-edit"><a href="https://f.example">Edit</a></p><p>z</p>')
    assert without_outside_links(html) == "<p>a</p>\n<p>z</p>"


def test_the_editors_guide_is_not_led_to() -> None:
    html = '<ul><li><a href="../guide/index.html">For editors</a></li>\n<li>b</li></ul><p>See <a href="guide/fields.html#a">fields</a>.</p>'
    assert without_outside_links(html) == '<ul><li>b</li></ul><p>See <span class="d-out">fields</span>.</p>'


@pytest.mark.parametrize("path", [
    "sitemap.xml", "sitemap.xml.gz", "404.html", "assets/stylesheets/main.css.map", "assets/javascripts/workers/search.js",
    "assets/javascripts/lunr/min/lunr.da.min.js", "search/search_index.json", "assets/propose.js", "data/records.js",
    "guide/index.html", "assets/guide.css"])
def test_left_out(path: str) -> None:
    assert is_left_out(path)


@pytest.mark.parametrize("path", ["index.html", "map.html", "search/head.js", "data/dossier.json", "assets/preview.js", "events/404-men.html",
    "guide/of-the-harbour.html", "places/guide/index.html"])
def test_kept(path: str) -> None:
    assert not is_left_out(path)


def test_the_name_of_a_map_goes_and_nothing_else() -> None:
    assert without_map("a.css", b"a{}\n/*# sourceMappingURL=a.css.map */") == b"a{}\n"
    assert without_map("a.js", b"a()\n//# sourceMappingURL=a.js.map\n") == b"a()\n"
    for path, data in (("a.js", b"a('//# sourceMappingURL=x');b()"), ("a.txt", b"//# sourceMappingURL=a")):
        assert without_map(path, data) == data
