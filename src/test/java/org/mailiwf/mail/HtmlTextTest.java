package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "a  b\tc                                                            | a b c",
        "<p>a</p><p>b</p>                                                   | a##b",
        "<p class=MsoNormal>a</p><p class=MsoNormal>b</p>                   | a#b",
        "<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p>b</p>      | a##b",
        "<div>a</div><div>b</div>                                           | a#b",
        "<div>a</div><div><br></div><div>b</div>                            | a##b",
        "a<br>b<br><br><br><br>c                                            | a#b##c",
        "<h1>a</h1>b                                                        | a##b",
        "a<hr>b                                                             | a#----#b",
        "<b>a</b>b <i> c</i>                                                | ab c",
        "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>                             | - a#- b#  - c#- d",
        "<ol><li>a<li><p>b</p><li>c</ol>                                    | 1. a#2. b#3. c",
        "a<pre>b  c\\n  d</pre>e                                            | a##b  c#  d##e",
        "<blockquote>a<br>b<blockquote>c</blockquote></blockquote>d         | > a#> b#>#> > c##d",
        "<img alt='😀'> <img alt='Logo'> <img src=x>                        | 😀 [Logo]",
        "a<style>b</style><script>c</script><title>d</title><!-- e -->f     | af",
        "x<noscript>a</noscript>                                            | xa",
        "a&amp;b&lt;c&#8364;&nosuch;                                        | a&b<c€&nosuch;",
        "a\u200B\u00ADb                                                     | ab",
    })
    void isLaidOut(String html, String text) {
        assertThat(text(html.replace("\\n", "\n"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "<table><tr><td>a<td>b<tr><td>c<td>d</table>                        | a ! b#c ! d",
        "<table><tr><th>a</th><th></th><th>b</th></tr></table>              | a ! b",
        "<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>     | a ! b",
        "<table><tr><td>a<br>b</td><td>c</td></tr></table>                  | a#b#c",
        "<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>     | a ! b",
        "x<table><tr><td>a</table>y                                         | x##a##y",
        "<table><tr><td>&nbsp;<td>a<tr><td>b</table>                        | a#b",
    })
    void rowsAreLinesAndCellsAreSeparated(String html, String text) {
        assertThat(text(html)).isEqualTo(text.replace('!', '|'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "<a href='https://x.example/a'>here</a>                             | here <https://x.example/a>",
        "<a href=' https://x.example/a '><b>here</b></a>.                   | here <https://x.example/a>.",
        "<a href='https://x.example/'>https://x.example</a>                 | https://x.example",
        "<a href='https://www.x.example/'>x.example</a>                     | x.example",
        "<a href='mailto:a@x.example'>a@x.example</a>                       | a@x.example",
        "<a href='tel:+4930123'>+49 (30) 123</a>                            | +49 (30) 123",
        "<a href='sip:a@x.example'>call</a>                                 | call <sip:a@x.example>",
        "<a href='https://x.example'><img src=y></a>b                       | b",
        "<a href='javascript:alert(1)'>a</a>                                | a",
        "<a href='JavaScript:alert(1)'>a</a>                                | a",
        "<a href='/relative'>a</a><a name=x>b</a>                           | ab",
        "<a href='https://x.example/a b'>a</a>                              | a",
        "<a href='https://x.example/&#x202E;'>a</a>                         | a",
        "<a href='https://x.example/<b>'>a</a>                              | a",
    })
    void linksKeepTheirTargetOnce(String html, String text) {
        assertThat(text(html)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden", "style='display:none'", "style='color:red; DISPLAY : none'", "style='visibility:hidden'",
        "style='font-size:0px'", "style='max-height:0;overflow:hidden'", "style=opacity:0.0"})
    void whatHidesItselfIsLeftOut(String attribute) {
        assertThat(text("a<p " + attribute + ">secret<b>secret</b></p>b")).doesNotContain("secret").startsWith("a").endsWith("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"style='font-size:0.9em'", "style='opacity:0.5'", "style='line-height:0'", "class=hidden",
        "style='mso-hide:all'"})
    void whatShowsIsKept(String attribute) {
        assertThat(text("<p " + attribute + ">shown</p>")).isEqualTo("shown");
    }

    @Test
    void theTagsOfHtmlAndBodyDoNotShow() {
        assertThat(text("<!DOCTYPE html><HTML lang=en><head><title>t</title></head><body bgcolor='#fff'>a</body></html>")).isEqualTo("a");
    }

    @Test
    void whatIsTooLongIsCut() {
        HtmlText.Result result = HtmlText.of("<p>abc<p>def", 4);

        assertThat(result.text()).startsWith("abc").hasSizeLessThanOrEqualTo(8);
        assertThat(result.cut()).isTrue();
        assertThat(HtmlText.of("abc", 4).cut()).isFalse();
    }

    @Test
    void moreThanSixThousandTagsAreCut() {
        assertThat(HtmlText.of("<i>".repeat(6000), 10).cut()).isFalse();
        assertThat(HtmlText.of("<i>".repeat(6001), 10).cut()).isTrue();
    }

    private static String text(String html) {
        return HtmlText.of(html, 10_000).text().replace("\n", "#");
    }
}
