package io.unichart.documents.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes running text of the lines of a PDF: lines that were broken only because the paper ends are
 * joined again, words that were divided too; what repeats at the top or foot of the pages is kept
 * once, and bare page numbers go, since the page is known.
 */
final class PdfLayout {

  private static final Pattern PAGE_NUMBER =
      Pattern.compile(
          "(?i)[-–—|\\s]*(page|p\\.?|seite)?\\s*\\d{1,4}\\s*((of|/|von)\\s*\\d{1,4})?[-–—|\\s]*");
  private static final int EDGE_LINES = 2;
  private static final int FEWEST_PAGES = 3;

  private final List<List<PdfLine>> pages;
  private final Set<String> words = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> pageStarts = new ArrayList<>();

  private final boolean blanksTell;
  private boolean divides;

  private PdfLayout(List<List<PdfLine>> pages) {
    this.pages = withoutRunningLines(pages);
    this.blanksTell = blanksTell(this.pages);
  }

  static FileText text(List<List<PdfLine>> pages) {
    PdfLayout layout = new PdfLayout(pages);
    layout.run();
    return new FileText(layout.text.toString(), layout.pageStarts);
  }

  private void run() {
    for (List<PdfLine> page : pages) {
      for (PdfLine line : page) {
        for (String word : line.text().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}-]+")) {
          words.add(word);
        }
      }
    }
    divides = dividesWords();
    PdfLine before = null;
    float edgeBefore = 0;
    for (List<PdfLine> page : pages) {
      float edge = rightEdge(page);
      float leading = usualLeading(page);
      boolean first = true;
      boolean blank = false;
      for (PdfLine line : page) {
        if (line.isBlank()) {
          blank = true;
          continue;
        }
        if (before != null) {
          float wide = Math.max(leading * 1.45f, line.size() * 1.6f);
          boolean far = !first && Math.abs(line.y() - before.y()) > wide;
          separate(
              before, line, first ? edgeBefore : edgeOf(before, page, edge), blank || far, first);
        }
        if (first) {
          pageStarts.add(pageStarts.isEmpty() ? 0 : text.length());
        }
        text.append(line.text().replace('\0', ' '));
        before = line;
        first = false;
        blank = false;
      }
      if (first) {
        pageStarts.add(text.length());
      }
      edgeBefore = edge;
    }
  }

  /** The right edge of the column that a line stands in: of the lines that begin near it. */
  private static float edgeOf(PdfLine line, List<PdfLine> page, float edge) {
    float own =
        (float)
            page.stream()
                .filter(other -> other.left() < line.right() && other.right() > line.left())
                .mapToDouble(PdfLine::right)
                .max()
                .orElse(edge);
    return Math.min(edge, own);
  }

  private void separate(
      PdfLine before, PdfLine line, float edge, boolean paragraph, boolean newPage) {
    boolean lowerCase = Character.isLowerCase(line.text().charAt(0));
    boolean mayGoOn = newPage ? lowerCase && !endsSentence(before.text()) : !paragraph;
    boolean sameBlock = line.size() == before.size() && line.left() == before.left();
    if (mayGoOn && before.goesOnIn(line, edge) && (before.isOpen() || !blanksTell)) {
      joinWords(line.text());
    } else {
      text.append(paragraph || newPage && !sameBlock ? "\n\n" : "\n");
    }
  }

  /**
   * Many programs that make PDFs keep the blank at which they broke a line. Where lines that surely
   * go on have it, a line without it ends, however full it is.
   */
  private static boolean blanksTell(List<List<PdfLine>> pages) {
    int sure = 0;
    int open = 0;
    for (List<PdfLine> page : pages) {
      float edge = rightEdge(page);
      for (int i = 1; i < page.size(); i++) {
        PdfLine before = page.get(i - 1);
        PdfLine line = page.get(i);
        if (!before.isBlank()
            && !line.isBlank()
            && Character.isLowerCase(line.text().charAt(0))
            && before.goesOnIn(line, edge)) {
          sure++;
          open += before.isOpen() ? 1 : 0;
        }
      }
    }
    return sure >= 5 && open * 10 >= sure * 9;
  }

  private static float rightEdge(List<PdfLine> page) {
    return (float) page.stream().mapToDouble(PdfLine::right).max().orElse(0);
  }

  private static boolean endsSentence(String line) {
    return ".!?:".indexOf(line.charAt(line.length() - 1)) >= 0;
  }

  /** Joins a divided word: a soft hyphen goes, a hyphen stays where the parts are words. */
  private void joinWords(String next) {
    int end = text.length();
    char last = text.charAt(end - 1);
    boolean divided =
        (last == '-' || last == '\u00AD' || last == '\u2010')
            && end > 1
            && Character.isLetter(text.charAt(end - 2))
            && Character.isLowerCase(next.charAt(0));
    if (!divided) {
      boolean slash =
          last == '/'
              || last == '-' && !next.startsWith("-") && end > 1 && text.charAt(end - 2) != ' ';
      text.append(slash ? "" : " ");
      return;
    }
    if (last == '\u00AD' || wasDivided(lastWord(text, end - 1), firstWord(next), divides)) {
      text.setLength(end - 1);
    }
  }

  /** Whether a hyphen between these parts came from dividing a word, as far as the text tells. */
  private boolean wasDivided(String head, String tail, boolean otherwise) {
    boolean whole = words.contains(head + tail);
    boolean compound =
        words.contains(head + "-" + tail) || words.contains(head) && words.contains(tail);
    return whole || !compound && otherwise;
  }

  /** Whether this text divides words at line ends: words that stand undivided elsewhere tell. */
  private boolean dividesWords() {
    int divided = 0;
    int compounds = 0;
    for (List<PdfLine> page : pages) {
      for (int i = 1; i < page.size(); i++) {
        String line = page.get(i - 1).text();
        String next = page.get(i).text();
        if (line.endsWith("-") && !next.isEmpty() && Character.isLowerCase(next.charAt(0))) {
          boolean was = wasDivided(lastWord(line, line.length() - 1), firstWord(next), false);
          divided += was ? 1 : 0;
          compounds += was ? 0 : 1;
        }
      }
    }
    return divided > compounds;
  }

  private static String lastWord(CharSequence text, int end) {
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    return text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
  }

  private static String firstWord(String line) {
    int end = 0;
    while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static float usualLeading(List<PdfLine> page) {
    List<Float> gaps = new ArrayList<>();
    for (int i = 1; i < page.size(); i++) {
      float gap = page.get(i).y() - page.get(i - 1).y();
      if (gap > 1) {
        gaps.add(gap);
      }
    }
    gaps.sort(null);
    // a few lines tell nothing about what is usual
    return gaps.size() < 5 ? 0 : gaps.get(gaps.size() / 2);
  }

  private static List<List<PdfLine>> withoutRunningLines(List<List<PdfLine>> pages) {
    Map<String, Integer> seen = new HashMap<>();
    for (List<PdfLine> page : pages) {
      edges(page).stream()
          .map(line -> pattern(line))
          .distinct()
          .forEach(p -> seen.merge(p, 1, Integer::sum));
    }
    int often = Math.max(FEWEST_PAGES, (pages.size() * 6 + 9) / 10);
    Set<String> kept = new HashSet<>();
    List<List<PdfLine>> result = new ArrayList<>();
    for (List<PdfLine> page : pages) {
      List<PdfLine> edges = edges(page);
      result.add(
          page.stream()
              .filter(
                  line ->
                      !edges.contains(line)
                          || seen.getOrDefault(pattern(line), 0) < often
                          || !PAGE_NUMBER.matcher(line.text()).matches() && kept.add(pattern(line)))
              .toList());
    }
    return result;
  }

  private static List<PdfLine> edges(List<PdfLine> page) {
    List<PdfLine> filled = page.stream().filter(line -> !line.isBlank()).toList();
    List<PdfLine> edges = new ArrayList<>(filled.subList(0, Math.min(EDGE_LINES, filled.size())));
    edges.addAll(filled.subList(Math.max(0, filled.size() - EDGE_LINES), filled.size()));
    return edges;
  }

  private static String pattern(PdfLine line) {
    return line.text().replaceAll("\\d+", "#");
  }
}
