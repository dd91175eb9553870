import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.classworlds.launcher.Launcher;

/**
 * Runs command lines of the Maven in ${maven.home}, one after the other, in one
 * JVM: server.go speaks to it. A request is a count and as many strings (the
 * project's base folder, the working folder, the words), an answer the exit
 * status and what Maven printed; numbers have four bytes, strings a number
 * before them. Each command line gets a container and system properties of its
 * own, as in a JVM of its own; Maven's classes are loaded once.
 */
class Server {
  public static void main(String[] args) throws Exception {
    DataInputStream requests = new DataInputStream(System.in);
    DataOutputStream answers = new DataOutputStream(System.out);
    System.setIn(new ByteArrayInputStream(new byte[0]));
    System.setOut(System.err);
    Launcher launcher = new Launcher();
    launcher.setSystemClassLoader(ClassLoader.getSystemClassLoader());
    try (InputStream conf = new FileInputStream(System.getProperty("classworlds.conf"))) {
      launcher.configure(conf);
    }
    for (;;) {
      int count;
      try {
        count = requests.readInt();
      } catch (EOFException e) {
        return;
      }
      String base = string(requests);
      String dir = string(requests);
      String[] words = new String[count - 2];
      for (int i = 0; i < words.length; i++) {
        words[i] = string(requests);
      }
      ByteArrayOutputStream log = new ByteArrayOutputStream();
      answers.writeInt(run(launcher, base, dir, words, log));
      answers.writeInt(log.size());
      log.writeTo(answers);
      answers.flush();
    }
  }

  private static String string(DataInputStream in) throws Exception {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** MavenCli.doMain(words, dir, out, err), in the realms that m2.conf names. */
  private static int run(Launcher launcher, String base, String dir, String[] words, ByteArrayOutputStream log)
      throws Exception {
    Properties before = (Properties) System.getProperties().clone();
    System.setProperty("maven.multiModuleProjectDirectory", base);
    System.setProperty("user.dir", dir);
    PrintStream print = new PrintStream(log, true, StandardCharsets.UTF_8);
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(launcher.getMainRealm());
    try {
      Class<?> type = launcher.getMainClass();
      Object cli = type.getConstructor(ClassWorld.class).newInstance(launcher.getWorld());
      return (Integer) type.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class)
          .invoke(cli, words, dir, print, print);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace(print);
      return 1;
    } finally {
      thread.setContextClassLoader(loader);
      System.setProperties(before);
      print.flush();
    }
  }
}
