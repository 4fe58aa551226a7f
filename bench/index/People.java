/** A generated record as the native API takes it. */
final class People {

  private People() {}

  /** Values in the order of the generator's columns. */
  static String json(String[] v) {
    StringBuilder out = new StringBuilder(400);
    out.append("{\"name\":{\"family\":").append(text(v[5].isBlank() ? "Unknown" : v[5]));
    out.append(",\"given\":[");
    if (!v[3].isBlank()) {
      out.append(text(v[3]));
      if (!v[4].isBlank()) {
        out.append(',').append(text(v[4]));
      }
    }
    out.append("]},\"gender\":\"");
    out.append(v[7].startsWith("F") ? "female" : v[7].startsWith("M") ? "male" : "unknown");
    out.append('"');
    if (v[6].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      out.append(",\"birth_date\":").append(text(v[6]));
    }
    out.append(",\"identifiers\":[");
    if (!v[15].isBlank()) {
      out.append("{\"type\":\"SSN\",\"value\":").append(text(v[15])).append('}');
    }
    if (!v[16].isBlank()) {
      out.append(v[15].isBlank() ? "" : ",");
      out.append("{\"type\":\"MRN\",\"value\":").append(text(v[16])).append('}');
    }
    out.append("],\"telecom\":[");
    if (v[13].matches(".*[0-9]{3}.*")) {
      out.append("{\"system\":\"phone\",\"value\":").append(text(v[13])).append('}');
    }
    out.append("],\"addresses\":[{\"use\":\"home\"");
    member(out, "line1", (v[9] + " " + v[8]).strip());
    member(out, "city", v[10]);
    member(out, "postal_code", v[12]);
    return out.append("}]}").toString();
  }

  private static void member(StringBuilder out, String name, String value) {
    if (!value.isBlank()) {
      out.append(",\"").append(name).append("\":").append(text(value));
    }
  }

  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
