package io.unichart.documents.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of web pages: what a reader sees, headings marked as in Markdown. */
final class HtmlText implements NodeVisitor {

  private static final Set<String> UNSEEN =
      Set.of("script", "style", "noscript", "template", "head", "svg", "iframe", "object");
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p", "div", "section", "article", "table", "ul", "ol", "dl", "blockquote", "pre", "hr");

  private final TextWriter out = new TextWriter();
  private int unseen;
  private int preformatted;

  private HtmlText() {}

  static FileText read(byte[] file) {
    try {
      String charset = PlainText.isUtf8(file) ? "UTF-8" : null;
      Document document = Jsoup.parse(new ByteArrayInputStream(file), charset, "");
      HtmlText text = new HtmlText();
      document.traverse(text);
      return text.out.done();
    } catch (IOException e) {
      throw new Unreadable("is no HTML", e);
    }
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words && unseen == 0) {
      if (preformatted > 0) {
        out.raw(words.getWholeText());
      } else {
        out.flowing(words.getWholeText());
      }
    } else if (node instanceof Element element) {
      open(element.normalName());
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      close(element.normalName());
    }
  }

  private void open(String name) {
    if (UNSEEN.contains(name)) {
      unseen++;
    } else if (isHeading(name)) {
      out.paragraph();
      out.raw("#".repeat(name.charAt(1) - '0') + " ");
    } else if (PARAGRAPHS.contains(name)) {
      out.lineStart();
      preformatted += name.equals("pre") ? 1 : 0;
    } else if (name.equals("li") || name.equals("dt")) {
      out.lineStart();
      out.raw(name.equals("li") ? "- " : "");
    } else if (name.equals("br")) {
      out.newLine();
    } else if (name.equals("tr") || name.equals("dd") || name.equals("caption")) {
      out.lineStart();
    }
  }

  private void close(String name) {
    if (UNSEEN.contains(name)) {
      unseen--;
    } else if (isHeading(name) || name.equals("p") || name.equals("table")) {
      out.paragraph();
    } else if (PARAGRAPHS.contains(name)) {
      out.lineStart();
      preformatted -= name.equals("pre") ? 1 : 0;
    } else if (name.equals("td") || name.equals("th")) {
      out.tab();
    }
  }

  private static boolean isHeading(String name) {
    return name.length() == 2
        && name.charAt(0) == 'h'
        && name.charAt(1) > '0'
        && name.charAt(1) < '7';
  }
}
