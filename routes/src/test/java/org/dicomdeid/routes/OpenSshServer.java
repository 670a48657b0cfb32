/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The sshd of OpenSSH on a port of this machine, for the user who runs the test, by key only. */
final class OpenSshServer implements AutoCloseable {

  static final String PASSPHRASE = "pass-Phrase of the key";

  private static final Path SEPARATION = Path.of("/run/sshd");

  private final Path folder;
  private final int port;
  private Process process;

  OpenSshServer(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    // Where it is missing, sshd does not start; packages make it when the machine starts.
    if (!Files.exists(SEPARATION) && Files.isWritable(SEPARATION.getParent())) {
      Files.createDirectory(SEPARATION);
    }
    newHostKey();
    Path key = folder.resolve("client");
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", PASSPHRASE, "-f", key.toString());
    Files.copy(folder.resolve("client.pub"), folder.resolve("authorized"));
    Files.writeString(
        folder.resolve("config"),
        String.join(
            "\n",
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + folder.resolve("host"),
            "AuthorizedKeysFile " + folder.resolve("authorized"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "PermitRootLogin prohibit-password",
            "Subsystem sftp internal-sftp",
            "ForceCommand internal-sftp -d " + folder.getParent(),
            ""));
    start();
  }

  /** Another host key from the next start on. */
  void newHostKey() throws Exception {
    Files.deleteIfExists(folder.resolve("host"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
    Files.setPosixFilePermissions(
        folder.resolve("host"), PosixFilePermissions.fromString("rw-------"));
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  Path privateKey() {
    return folder.resolve("client");
  }

  int port() {
    return port;
  }

  String knownHost(int atPort) throws IOException {
    String[] key = Files.readString(folder.resolve("host.pub")).split(" ", -1);
    return "[127.0.0.1]:" + atPort + " " + key[0] + " " + key[1] + "\n";
  }

  void start() throws IOException {
    process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** With all connections that it has. */
  void stop() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
