package io.unichart.terminology.load;

import io.unichart.terminology.Concept;
import io.unichart.terminology.Term;
import io.unichart.terminology.TermTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * ICD-10-CM as CMS publishes it: the order file with every code and header in fixed columns, and
 * the tabular list as XML with the inclusion terms.
 */
public final class IcdFiles {

  /** Columns of the order file: number, code, 1 for billable, short title, long title. */
  private static final int CODE = 6;

  private static final int BILLABLE = 14;
  private static final int LONG_TITLE = 77;
  private static final Pattern CODE_FORM = Pattern.compile("[A-Z]\\d[A-Z0-9]{1,5}");
  private static final Set<String> TERM_LISTS = Set.of("inclusionTerm", "includes");

  private IcdFiles() {}

  public static void readOrderFile(Path file, TermTable.Builder builder) throws IOException {
    try (BufferedReader text = PublishedText.of(file)) {
      text.lines()
          .filter(IcdFiles::isEntry)
          .forEach(
              line ->
                  builder.concept(
                      new Concept(
                          dotted(line.substring(CODE, BILLABLE).strip()),
                          line.substring(LONG_TITLE).strip(),
                          line.charAt(BILLABLE) == '1',
                          "")));
    }
  }

  /** A line in the columns of the order file, and not a heading or one of the addenda's. */
  private static boolean isEntry(String line) {
    return line.length() > LONG_TITLE
        && (line.charAt(BILLABLE) == '0' || line.charAt(BILLABLE) == '1')
        && CODE_FORM.matcher(line.substring(CODE, BILLABLE).strip()).matches();
  }

  /** Adds the inclusion terms of the tabular list to codes that the builder knows. */
  public static void readTabularList(Path file, TermTable.Builder builder) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      readTerms(xml, builder);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("the tabular list is not well-formed XML", e);
    }
  }

  private static void readTerms(XMLStreamReader xml, TermTable.Builder builder)
      throws XMLStreamException {
    Deque<String> codes = new ArrayDeque<>();
    String list = "";
    boolean named = true; // chapters and sections have names, too, which are no codes
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String element = xml.getLocalName();
        if (element.equals("diag")) {
          named = false;
        } else if (element.equals("name") && !named) {
          codes.push(xml.getElementText().strip());
          named = true;
        } else if (TERM_LISTS.contains(element)) {
          list = element;
        } else if (element.equals("note") && !list.isEmpty() && !codes.isEmpty()) {
          builder.name(codes.peek(), words(xml), Term.Source.SYNONYM);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        if (xml.getLocalName().equals("diag") && !codes.isEmpty()) {
          codes.pop();
        } else if (xml.getLocalName().equals(list)) {
          list = "";
        }
      }
    }
  }

  /** The text of an element with that of the elements inside it. */
  private static String words(XMLStreamReader xml) throws XMLStreamException {
    StringBuilder words = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> words.append(xml.getText());
        default -> {}
      }
    }
    return words.toString().replaceAll("\\s+", " ").strip();
  }

  /** "J45909" is written J45.909. */
  static String dotted(String code) {
    return code.length() <= 3 || code.indexOf('.') >= 0
        ? code
        : code.substring(0, 3) + '.' + code.substring(3);
  }
}
