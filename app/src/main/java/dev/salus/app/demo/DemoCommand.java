package dev.salus.app.demo;

import dev.salus.app.demo.Cast.Member;
import dev.salus.app.server.SalusServer;
import dev.salus.app.vertx.FilelessVertx;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.token.SigningKey;
import dev.salus.protocol.Base64Url;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * {@code salus demo}: starts a server on a free port of this machine and plays the story of three
 * data owners against it, over HTTP. Exit code 0 if every step was as it should be, else 1.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Shows what Salus does: a server and three data owners, each step checked.")
public final class DemoCommand implements Callable<Integer> {

  private static final String ADMIN = "admin";
  private static final long SECONDS = 60;
  private static final int PASSWORD_BYTES = 16;

  private final PrintWriter out;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param out where the story is told
   */
  public DemoCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Vertx vertx = FilelessVertx.start();
    try {
      return play(vertx) ? 0 : 1;
    } finally {
      vertx.close().await(SECONDS, TimeUnit.SECONDS);
    }
  }

  private boolean play(Vertx vertx) throws Exception {
    SalusServer.Settings settings =
        SalusServer.Settings.defaults().with(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
    SalusServer server =
        SalusServer.start(vertx, settings, SigningKey.generate(random))
            .await(SECONDS, TimeUnit.SECONDS);
    try {
      return play(vertx, server);
    } finally {
      server.close().await(SECONDS, TimeUnit.SECONDS);
    }
  }

  private boolean play(Vertx vertx, SalusServer server) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port());
    out.println("A server listens on " + address + "; it keeps everything in memory.");
    Narrator narrator = new Narrator(out);
    narrator.chapter("The cast: each with keys that the server never sees");
    String password = password();
    narrator.does("an administrator is made", server.ensureAdmin(ADMIN, password));
    HttpTransport transport = new HttpTransport(vertx, address, ADMIN, password);
    Salus admin =
        narrator.does(
            "the administrator logs in", Salus.connect(vertx, SalusOptions.of(transport)));
    Cast cast = new Cast(vertx, address, admin);
    Member hcp1 = narrator.does("hcp1 joins", cast.member("hcp1", DataOwner.Type.HCP));
    Member hcp2 = narrator.does("hcp2 joins", cast.member("hcp2", DataOwner.Type.HCP));
    Member patient =
        narrator.does("a patient joins", cast.member("patient", DataOwner.Type.PATIENT));
    new Story(narrator, admin, hcp1, hcp2, patient).tell();
    for (Salus salus : new Salus[] {hcp1.salus(), hcp2.salus(), patient.salus(), admin}) {
      salus.close().await(SECONDS, TimeUnit.SECONDS);
    }
    return narrator.summary();
  }

  private String password() {
    byte[] secret = new byte[PASSWORD_BYTES];
    random.nextBytes(secret);
    return Base64Url.encode(secret);
  }
}
