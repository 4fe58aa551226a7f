import io.unichart.matching.Population;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Prints a generated population as rows for COPY: id, and the record as the service stores it. */
class Load {

  public static void main(String[] args) throws Exception {
    long size = Long.parseLong(args[0]);
    try (var out =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), 1 << 20)) {
      new Population(size, 0.2, 42, 1)
          .write(
              v -> {
                String line = UUID.randomUUID() + "\t" + People.json(v) + "\n";
                out.write(line.replace("\\", "\\\\"));
              });
    }
  }
}
