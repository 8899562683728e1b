package dev.salus.storage.couchdb.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Apache CouchDB in a container, where a Docker engine answers. */
final class ContainerCouchDb implements CouchDbSource {

  private static final int PORT = 5984;

  private final UnaryOperator<String> environment;

  ContainerCouchDb(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return "couchdb:3 in a container";
  }

  @Override
  public CouchDbServer start() throws NotHere {
    boolean mayBeThere =
        environment.apply("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    // Looking for an engine takes a while, so it is only done where there may be one.
    if (!mayBeThere || !DockerClientFactory.instance().isDockerAvailable()) {
      throw new NotHere("no Docker engine answers");
    }
    String password = UUID.randomUUID().toString();
    return run(password);
  }

  // Testcontainers ends the container when this JVM has ended.
  @SuppressWarnings("resource")
  private static CouchDbServer run(String password) throws NotHere {
    GenericContainer<?> container =
        new GenericContainer<>("couchdb:3")
            .withEnv("COUCHDB_USER", "salus")
            .withEnv("COUCHDB_PASSWORD", password)
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/_up").forStatusCode(200))
            .withStartupTimeout(Duration.ofMinutes(2));
    try {
      container.start();
    } catch (RuntimeException e) {
      throw new NotHere("the container did not start");
    }
    String url = "http://" + container.getHost() + ":" + container.getMappedPort(PORT);
    return new CouchDbServer(url, "salus", password, true);
  }
}
