package io.unichart.platform.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes in the jars inside the packed jar by one look at a table. Spring Boot's own loader
 * asks up to 190 jars in turn for each of 10,000 classes, which is a third of the start's time.
 * Addresses of resources stay Spring Boot's ({@code jar:nested:}), so whoever opens one does it as
 * before.
 */
public final class PackedClassLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** Resources up to this size are read at once, others as a stream. */
  private static final int AT_ONCE = 1 << 20;

  private final PackedEntries entries;
  private final List<URL> addresses;
  private final @Nullable ProtectionDomain[] domains;
  private final @Nullable Attributes[] attributes;

  private PackedClassLoader(PackedEntries entries, List<URL> addresses, ClassLoader parent) {
    super("packed", parent);
    this.entries = entries;
    this.addresses = addresses;
    this.domains = new ProtectionDomain[addresses.size()];
    this.attributes = new Attributes[addresses.size()];
  }

  /**
   * A loader for the packed jar that the given class came from, or null if it came from anywhere
   * else, or if the jar is laid out in a way that is not known here.
   */
  public static @Nullable PackedClassLoader of(Class<?> any) {
    if (!(any.getClassLoader() instanceof URLClassLoader boot)) {
      return null;
    }
    List<URL> addresses = List.of(boot.getURLs());
    List<String> archives = new ArrayList<>();
    String jar = null;
    for (URL address : addresses) {
      String form = address.toExternalForm();
      int inside = form.indexOf("/!");
      if (!form.startsWith("jar:nested:") || !form.endsWith("!/") || inside < 0) {
        return null;
      }
      String file = form.substring("jar:nested:".length(), inside);
      if (jar != null && !jar.equals(file)) {
        return null;
      }
      jar = file;
      archives.add(form.substring(inside + 2, form.length() - 2));
    }
    if (jar == null) {
      return null;
    }
    try {
      Path path = Path.of(URLDecoder.decode(jar.replace("+", "%2B"), StandardCharsets.UTF_8));
      return new PackedClassLoader(PackedEntries.of(path, archives), addresses, boot.getParent());
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int row = entries.first(name.replace('.', '/') + ".class");
    if (row < 0) {
      throw new ClassNotFoundException(name);
    }
    try {
      byte[] bytes = entries.bytes(row);
      int archive = entries.archive(row);
      int dot = name.lastIndexOf('.');
      if (dot > 0 && getDefinedPackage(name.substring(0, dot)) == null) {
        definePackage(name.substring(0, dot), archive);
      }
      return defineClass(name, bytes, 0, bytes.length, domain(archive));
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    if (getParent().getResource(name) == null) {
      int row = entries.first(name);
      if (row >= 0 && entries.size(row) <= AT_ONCE) {
        try {
          return new ByteArrayInputStream(entries.bytes(row));
        } catch (IOException e) {
          return null;
        }
      }
    }
    return super.getResourceAsStream(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    int row = row(name);
    return row < 0 ? null : address(row, name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>();
    for (int row = row(name); row >= 0; row = entries.next(row)) {
      found.add(address(row, name));
    }
    return Collections.enumeration(found);
  }

  /** Folders are found with and without the slash at the end, as in any jar. */
  private int row(String name) {
    int row = entries.first(name);
    return row >= 0 || name.endsWith("/") ? row : entries.first(name + "/");
  }

  private URL address(int row, String name) {
    try {
      return new URL(addresses.get(entries.archive(row)), name);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no address can be made of the resource's name", e);
    }
  }

  private ProtectionDomain domain(int archive) {
    ProtectionDomain domain = domains[archive];
    if (domain == null) {
      CodeSource source = new CodeSource(addresses.get(archive), (Certificate[]) null);
      domain = new ProtectionDomain(source, null, this, null);
      domains[archive] = domain;
    }
    return domain;
  }

  private void definePackage(String name, int archive) throws IOException {
    Attributes main = attributes[archive];
    if (main == null) {
      Manifest manifest = entries.manifest(archive);
      main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      attributes[archive] = main;
    }
    try {
      definePackage(
          name,
          main.getValue(Attributes.Name.SPECIFICATION_TITLE),
          main.getValue(Attributes.Name.SPECIFICATION_VERSION),
          main.getValue(Attributes.Name.SPECIFICATION_VENDOR),
          main.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
          main.getValue(Attributes.Name.IMPLEMENTATION_VERSION),
          main.getValue(Attributes.Name.IMPLEMENTATION_VENDOR),
          null);
    } catch (IllegalArgumentException e) {
      // another thread was first
    }
  }
}
