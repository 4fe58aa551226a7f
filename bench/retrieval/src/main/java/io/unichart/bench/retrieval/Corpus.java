package io.unichart.bench.retrieval;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Documents, questions, and how well each document answers each question.
 *
 * @param documents text by name
 * @param questions gain of each relevant document, by question
 */
record Corpus(
    String name, Map<String, String> documents, Map<String, Map<String, Double>> questions) {

  private static final int SHORTEST = 20;

  /** LiveQA-Med 2017: consumers' questions, answers judged 1 to 4. */
  static Corpus liveQa(Path folder) throws Exception {
    Map<String, String> documents = new LinkedHashMap<>();
    Map<String, Map<String, Double>> gains = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(
            Files.newInputStream(
                folder.resolve("QA-TestSet-LiveQA-Med-Qrels-2479-Answers.zip")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        if (entry.getName().contains("__MACOSX")) {
          continue;
        }
        if (entry.getName().endsWith(".csv")) {
          readAnswers(text, documents);
        } else if (entry.getName().endsWith(".txt")) {
          readGrades(text, gains);
        }
      }
    }
    Map<String, Map<String, Double>> questions = new LinkedHashMap<>();
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("liveqa_questions.xml.gz")))) {
      NodeList asked = xml(in.readAllBytes()).getElementsByTagName("NLM-QUESTION");
      for (int i = 0; i < asked.getLength(); i++) {
        Element question = (Element) asked.item(i);
        Map<String, Double> relevant =
            gains.getOrDefault(question.getAttribute("qid").replace("TQ", ""), Map.of());
        if (relevant.values().stream().anyMatch(gain -> gain > 0)) {
          String summary = first(question, "NLM-Summary");
          questions.put(
              summary.isBlank() ? first(question, "NIST-PARAPHRASE") : summary, relevant);
        }
      }
    }
    return new Corpus("LiveQA", documents, questions);
  }

  private static void readAnswers(String csv, Map<String, String> documents) throws IOException {
    for (CSVRecord row : CSVFormat.DEFAULT.parse(new java.io.StringReader(csv))) {
      if (row.size() < 2 || row.get(0).equals("AnswerID")) {
        continue;
      }
      String text = row.get(1);
      int answer = text.indexOf("Answer:");
      documents.put(
          row.get(0).strip().replace(".txt", ""),
          (answer < 0 ? text : text.substring(answer + 7)).strip());
    }
  }

  private static void readGrades(String lines, Map<String, Map<String, Double>> gains) {
    lines
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(parts -> parts.length == 3)
        .forEach(
            parts ->
                gains
                    .computeIfAbsent(parts[0], q -> new LinkedHashMap<>())
                    .merge(
                        parts[2].replace(".txt", ""),
                        (double) (parts[1].charAt(0) - '1'),
                        Math::max));
  }

  /** MedQuAD: each question is to find its own answer. */
  static Corpus medQuad(Path folder, int sample, long seed) throws Exception {
    Map<String, String> documents = new LinkedHashMap<>();
    Map<String, Map<String, Double>> questions = new TreeMap<>();
    for (Map.Entry<String, byte[]> file :
        tar(folder.resolve("medquad-niddk-ninds-nhlbi-cdc.tar.gz")).entrySet()) {
      if (!file.getKey().endsWith(".xml")) {
        continue;
      }
      NodeList pairs = xml(file.getValue()).getElementsByTagName("QAPair");
      for (int i = 0; i < pairs.getLength(); i++) {
        Element pair = (Element) pairs.item(i);
        String answer = first(pair, "Answer").strip();
        String question = first(pair, "Question").replaceAll("\\s+", " ").strip();
        if (answer.length() < SHORTEST) {
          continue;
        }
        String name = "answer " + (documents.size() + 1);
        documents.put(name, answer);
        questions.computeIfAbsent(question, q -> new LinkedHashMap<>()).put(name, 1.0);
      }
    }
    List<String> order = new ArrayList<>(questions.keySet());
    Collections.shuffle(order, new Random(seed));
    Map<String, Map<String, Double>> chosen = new LinkedHashMap<>();
    order.stream()
        .limit(Math.min(sample, order.size()))
        .forEach(question -> chosen.put(question, questions.get(question)));
    return new Corpus("MedQuAD", documents, chosen);
  }

  private static Element xml(byte[] text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text))
        .getDocumentElement();
  }

  private static String first(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  /** The files of a tar archive, in the order of their names. */
  private static Map<String, byte[]> tar(Path archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (byte[] head = in.readNBytes(512); head.length == 512; head = in.readNBytes(512)) {
        String name = new String(head, 0, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
        if (name.isEmpty()) {
          break;
        }
        String octal = new String(head, 124, 11, StandardCharsets.US_ASCII).strip();
        int size = Integer.parseInt(octal, 8);
        byte[] content = in.readNBytes(size);
        in.skipNBytes((512 - size % 512) % 512);
        if (head[156] == '0' || head[156] == 0) {
          files.put(name, content);
        }
      }
    }
    return files;
  }
}
