package io.unichart.documents.reading;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of Word documents: page headers first (a patient's name often stands there only), then
 * the body with its page breaks, then footnotes. Reads the XML itself; entities are off, and what
 * unpacks to more than it should is refused while it unpacks.
 */
final class DocxText {

  private static final Pattern PARTS =
      Pattern.compile("word/(header\\d*|document|footnotes|endnotes)\\.xml");
  private static final Pattern HEADING =
      Pattern.compile("(?i)(?:heading|berschrift|titre)\\s*([1-6])");
  private static final long MOST_UNPACKED = 200L << 20;
  private static final int MOST_ENTRIES = 20_000;

  private final TextWriter out = new TextWriter();
  private int cells;
  private int dropped;

  private DocxText() {}

  static FileText read(byte[] file) {
    if (file.length > 1 && file[0] == (byte) 0xD0 && file[1] == (byte) 0xCF) {
      throw new Unreadable("is encrypted, or a .doc of an old kind");
    }
    try {
      Map<String, byte[]> parts = parts(file);
      byte[] body = parts.get("word/document.xml");
      if (body == null) {
        throw new Unreadable("is no Word document");
      }
      DocxText text = new DocxText();
      Set<String> headers = new LinkedHashSet<>();
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        if (part.getKey().startsWith("word/header")) {
          DocxText header = new DocxText();
          header.run(part.getValue());
          headers.add(header.out.done().text());
        }
      }
      headers.stream().filter(header -> !header.isBlank()).forEach(text::paragraph);
      text.run(body);
      for (String notes : new String[] {"word/footnotes.xml", "word/endnotes.xml"}) {
        if (parts.containsKey(notes)) {
          text.out.paragraph();
          text.run(parts.getOrDefault(notes, new byte[0]));
        }
      }
      return text.out.done();
    } catch (ZipException e) {
      throw new Unreadable("is a damaged or truncated Word document", e);
    } catch (IOException | XMLStreamException e) {
      throw new Unreadable("is a damaged Word document", e);
    }
  }

  private void paragraph(String words) {
    out.raw(words);
    out.paragraph();
  }

  private static Map<String, byte[]> parts(byte[] file) throws IOException {
    Map<String, byte[]> parts = new TreeMap<>();
    byte[] buffer = new byte[1 << 16];
    long unpacked = 0;
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        boolean wanted = PARTS.matcher(entry.getName()).matches();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
          unpacked += n;
          if (unpacked > MOST_UNPACKED) {
            throw new Unreadable("unpacks to far more than it should: a zip bomb");
          }
          if (wanted) {
            content.write(buffer, 0, n);
          }
        }
        if (wanted) {
          parts.put(entry.getName(), content.toByteArray());
        }
        if (++entries > MOST_ENTRIES) {
          throw new Unreadable("has far more parts than it should: a zip bomb");
        }
      }
    }
    return parts;
  }

  private void run(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    boolean inText = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        inText = name.equals("t");
        open(name, reader);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        inText = false;
        close(reader.getLocalName());
      } else if (event == XMLStreamConstants.CHARACTERS && inText && dropped == 0) {
        out.raw(reader.getText());
      }
    }
  }

  private void open(String name, XMLStreamReader reader) {
    switch (name) {
      case "Fallback" -> dropped++;
      case "tab" -> {
        if (reader.getAttributeCount() == 0) {
          out.tab();
        }
      }
      case "br" -> {
        out.newLine();
        if ("page".equals(attribute(reader, "type"))) {
          out.pageStart();
        }
      }
      case "cr" -> out.newLine();
      case "lastRenderedPageBreak" -> out.pageStart();
      case "noBreakHyphen" -> out.raw("-");
      case "pStyle" -> markHeading(attribute(reader, "val"));
      case "numPr" -> out.raw("- ");
      case "tc" -> cells++;
      default -> {}
    }
  }

  private void close(String name) {
    switch (name) {
      case "Fallback" -> dropped--;
      case "p" -> {
        if (cells == 0) {
          out.paragraph();
        } else {
          out.raw(" ");
        }
      }
      case "tc" -> {
        cells--;
        out.tab();
      }
      case "tr" -> out.lineStart();
      case "tbl" -> out.paragraph();
      default -> {}
    }
  }

  private void markHeading(String style) {
    Matcher heading = HEADING.matcher(style);
    if (heading.find()) {
      out.raw("#".repeat(Integer.parseInt(heading.group(1))) + " ");
    }
  }

  private static String attribute(XMLStreamReader reader, String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return reader.getAttributeValue(i);
      }
    }
    return "";
  }
}
