package io.unichart.documents.reading;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/** The text of RTF files: reads control words and groups, and leaves out what is not shown. */
final class RtfText {

  private static final Set<String> UNSEEN =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "info",
          "pict",
          "objdata",
          "fldinst",
          "themedata",
          "colorschememapping",
          "latentstyles",
          "datastore",
          "generator",
          "listtable",
          "listoverridetable",
          "rsidtbl",
          "xmlnstbl",
          "filetbl",
          "revtbl",
          "nonshppict",
          "mmathPr",
          "bkmkstart",
          "bkmkend",
          "template",
          "pgdsctbl",
          "operator",
          "wgrffmtfilter");
  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("emdash", "—"),
          Map.entry("endash", "–"),
          Map.entry("lquote", "‘"),
          Map.entry("rquote", "’"),
          Map.entry("ldblquote", "“"),
          Map.entry("rdblquote", "”"),
          Map.entry("bullet", "•"),
          Map.entry("emspace", " "),
          Map.entry("enspace", " "));
  private static final int DEEPEST = 10_000;

  /** What holds within a group. */
  private record Group(boolean unseen, int skipAfterUnicode) {}

  private final byte[] file;
  private final TextWriter out = new TextWriter();
  private final Deque<Group> outer = new ArrayDeque<>();
  private Group group = new Group(false, 1);
  private Charset charset = Charset.forName("windows-1252");
  private int at;
  private int toSkip;

  private RtfText(byte[] file) {
    this.file = file;
  }

  static FileText read(byte[] file) {
    String start = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
    if (!start.stripLeading().startsWith("{\\rtf")) {
      throw new Unreadable("is no RTF");
    }
    RtfText text = new RtfText(file);
    text.run();
    if (!text.outer.isEmpty()) {
      throw new Unreadable("is truncated: the end of the RTF is missing");
    }
    return text.out.done();
  }

  private void run() {
    while (at < file.length) {
      int c = file[at++] & 0xFF;
      switch (c) {
        case '{' -> {
          if (outer.size() > DEEPEST) {
            throw new Unreadable("is nested too deeply");
          }
          outer.push(group);
        }
        case '}' -> {
          if (!outer.isEmpty()) {
            group = outer.pop();
          }
          toSkip = 0;
        }
        case '\\' -> control();
        case '\r', '\n', 0 -> {}
        default -> show(c);
      }
    }
  }

  private void control() {
    if (at >= file.length) {
      return;
    }
    int c = file[at] & 0xFF;
    if (!Character.isLetter(c)) {
      at++;
      symbol(c);
      return;
    }
    int start = at;
    while (at < file.length
        && file[at] >= 'a' - 32
        && Character.isLetter(file[at] & 0x7F)
        && file[at] > 0) {
      at++;
    }
    String word = new String(file, start, at - start, StandardCharsets.ISO_8859_1);
    int number = number();
    if (at < file.length && file[at] == ' ') {
      at++;
    }
    word(word, number);
  }

  private int number() {
    int start = at;
    if (at < file.length && file[at] == '-') {
      at++;
    }
    while (at < file.length && at - start < 10 && file[at] >= '0' && file[at] <= '9') {
      at++;
    }
    String digits = new String(file, start, at - start, StandardCharsets.ISO_8859_1);
    return digits.isEmpty() || digits.equals("-")
        ? Integer.MIN_VALUE
        : (int) Long.parseLong(digits);
  }

  private void symbol(int c) {
    switch (c) {
      case '\'' -> {
        int high = at < file.length ? Character.digit(file[at], 16) : -1;
        int low = at + 1 < file.length ? Character.digit(file[at + 1], 16) : -1;
        at = Math.min(file.length, at + 2);
        if (high >= 0 && low >= 0) {
          show(high << 4 | low);
        }
      }
      case '*' -> group = new Group(true, group.skipAfterUnicode());
      case '~' -> words("\u00A0");
      case '_' -> words("-");
      case '\\', '{', '}' -> show(c);
      case '\r', '\n' -> line();
      default -> {}
    }
  }

  private void word(String word, int number) {
    if (UNSEEN.contains(word)) {
      group = new Group(true, group.skipAfterUnicode());
      return;
    }
    switch (word) {
      case "par", "line", "sect", "row" -> line();
      case "page" -> {
        line();
        if (!group.unseen()) {
          out.pageStart();
        }
      }
      case "tab", "cell" -> words("\t");
      case "u" -> {
        if (number != Integer.MIN_VALUE) {
          words(String.valueOf((char) number));
          toSkip = group.skipAfterUnicode();
        }
      }
      case "uc" -> group = new Group(group.unseen(), Math.max(0, Math.min(number, 16)));
      case "ansicpg" -> charset = charset(number);
      case "bin" -> at = (int) Math.min(file.length, (long) at + Math.max(0, number));
      default -> words(SHOWN.getOrDefault(word, ""));
    }
  }

  private void line() {
    if (!group.unseen()) {
      out.newLine();
    }
  }

  private void words(String words) {
    if (!group.unseen() && !words.isEmpty()) {
      out.raw(words);
    }
  }

  private void show(int value) {
    if (toSkip > 0) {
      toSkip--;
    } else if (value < 0x80) {
      words(String.valueOf((char) value));
    } else {
      words(new String(new byte[] {(byte) value}, charset));
    }
  }

  private static Charset charset(int codePage) {
    try {
      return Charset.forName(codePage == 65001 ? "UTF-8" : "windows-" + codePage);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.forName("windows-1252");
    }
  }
}
