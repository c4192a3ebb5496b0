import com.adobe.epubcheck.tool.EpubChecker;
import java.io.*; import java.nio.charset.StandardCharsets; import java.util.*;
/** EPUBCheck's own program over many books in one virtual machine: PASS or FAIL a line, with what it says (usage remarks too, where --usage asks for them); exits 1 where one fails. */
public class Epubs {
  public static void main(String[] arguments) throws Exception {
    List<String> options = new ArrayList<>(List.of("--failonwarnings")), books = new ArrayList<>();
    for (String one : arguments) (one.startsWith("-") ? options : books).add(one);
    Locale.setDefault(Locale.ENGLISH);
    PrintStream out = System.out, err = System.err;
    int rc = 0;
    for (String book : books) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8);
      System.setOut(caught); System.setErr(caught);
      int code = new EpubChecker().run(asked(options, book));
      System.setOut(out); System.setErr(err);
      String said = bytes.toString(StandardCharsets.UTF_8);
      boolean clean = code == 0 && said.contains("0 fatals / 0 errors / 0 warnings") && !said.contains("USAGE(");
      out.println((clean ? "PASS " : "FAIL ") + book);
      if (!clean) { rc = 1; out.println(said); }
    }
    System.exit(rc);
  }
  private static String[] asked(List<String> options, String book) {
    List<String> all = new ArrayList<>(options);
    all.add(book);
    return all.toArray(new String[0]);
  }
}
