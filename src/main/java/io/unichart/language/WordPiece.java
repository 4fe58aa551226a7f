package io.unichart.language;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Splits text into the word pieces of an uncased BERT model.
 *
 * <p>Written here rather than taken from a native library because that one unpacks itself into a
 * home directory, which a container with a read-only root does not have, and may look for a build
 * for the machine's accelerator on the internet. The steps are those of the model's own tokenizer
 * file: clean, fold accents and case, split at white space and punctuation, then match the longest
 * known piece from the left.
 */
final class WordPiece {

  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int unknown;
  private final int first;
  private final int last;

  private WordPiece(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.unknown = id("[UNK]");
    this.first = id("[CLS]");
    this.last = id("[SEP]");
  }

  /** Reads the vocabulary from a {@code tokenizer.json}. */
  static WordPiece read(InputStream json) throws IOException {
    JsonNode vocabulary = JsonMapper.shared().readTree(json).path("model").path("vocab");
    Map<String, Integer> ids = new HashMap<>(vocabulary.size() * 2);
    vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().intValue()));
    return new WordPiece(ids);
  }

  private int id(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks " + token);
    }
    return id;
  }

  /** The token that opens every input. */
  int first() {
    return first;
  }

  /** The token that closes every input. */
  int last() {
    return last;
  }

  /** The pieces of a text, without the opening and closing tokens. */
  int[] pieces(String text) {
    Pieces pieces = new Pieces();
    StringBuilder word = new StringBuilder();
    String folded = fold(text);
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      boolean alone = isPunctuation(c) || isIdeograph(c);
      if (alone || c == ' ') {
        matchWord(word, pieces);
        if (alone) {
          matchWord(word.appendCodePoint(c), pieces);
        }
      } else {
        word.appendCodePoint(c);
      }
    }
    matchWord(word, pieces);
    return pieces.toArray();
  }

  private void matchWord(StringBuilder word, Pieces pieces) {
    if (word.isEmpty()) {
      return;
    }
    int before = pieces.size;
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      pieces.add(unknown);
    } else {
      for (int start = 0; start < word.length(); ) {
        int end = word.length();
        Integer id = null;
        while (end > start) {
          String piece = (start == 0 ? "" : "##") + word.substring(start, end);
          id = vocabulary.get(piece);
          if (id != null) {
            break;
          }
          end--;
        }
        if (id == null) {
          pieces.size = before;
          pieces.add(unknown);
          break;
        }
        pieces.add(id);
        start = end;
      }
    }
    word.setLength(0);
  }

  private static String fold(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c)) {
                clean.append(' ');
              } else if (c != 0xFFFD && !isControl(c)) {
                clean.appendCodePoint(c);
              }
            });
    String decomposed = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder bare = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(bare::appendCodePoint);
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
    int type = Character.getType(c);
    return type == Character.CONNECTOR_PUNCTUATION
        || type == Character.DASH_PUNCTUATION
        || type == Character.START_PUNCTUATION
        || type == Character.END_PUNCTUATION
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION
        || type == Character.OTHER_PUNCTUATION;
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** A growing array of ints. */
  private static final class Pieces {
    private int[] ids = new int[256];
    private int size;

    private void add(int id) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, size * 2);
      }
      ids[size++] = id;
    }

    private int[] toArray() {
      return Arrays.copyOf(ids, size);
    }
  }
}
