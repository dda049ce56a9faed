package io.stormdb.embedded;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A process that starts a server, says which, and ends as it is told. */
final class ServerHolder {

  private ServerHolder() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    ServerOptions options = ServerOptions.defaults().setting("shared_buffers", "128MB");
    EmbeddedServer server = EmbeddedServer.start(options);
    System.out.println(server.process().pid());
    System.out.println(server.socketDirectory().orElseThrow());
    System.out.flush();
    if (args[0].equals("exit")) {
      // until somebody has looked at the server
      System.in.read();
    } else {
      new CountDownLatch(1).await();
    }
  }
}
