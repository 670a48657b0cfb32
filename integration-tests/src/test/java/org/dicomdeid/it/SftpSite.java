/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server over a folder that outlives the service that is killed. */
final class SftpSite implements AutoCloseable {

  private final Path folder;
  private final String user;
  private final String password;
  private final KeyPair hostKey;
  private SshServer server;
  private int port;

  SftpSite(Path folder, String user, String password) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.user = user;
    this.password = password;
    try {
      this.hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    start();
  }

  void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(
        (name, word, session) -> user.equals(name) && password.equals(word));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.start();
    port = server.getPort();
  }

  void stop() throws IOException {
    server.stop(true);
  }

  int port() {
    return port;
  }

  /** A line of a known_hosts file that trusts this server's key. */
  String knownHost() {
    return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
