import com.adobe.epubcheck.tool.EpubChecker;
import java.io.*; import java.nio.charset.StandardCharsets; import java.util.*;
/** EPUBCheck's own program over many books in one virtual machine: PASS or FAIL a line, with what it says; exits 1 where one fails. */
public class Epubs {
  public static void main(String[] books) throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    PrintStream out = System.out, err = System.err;
    int rc = 0;
    for (String book : books) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8);
      System.setOut(caught); System.setErr(caught);
      int code = new EpubChecker().run(new String[] {"--failonwarnings", book});
      System.setOut(out); System.setErr(err);
      String said = bytes.toString(StandardCharsets.UTF_8);
      boolean clean = code == 0 && said.contains("0 fatals / 0 errors / 0 warnings");
      out.println((clean ? "PASS " : "FAIL ") + book);
      if (!clean) { rc = 1; out.println(said); }
    }
    System.exit(rc);
  }
}
