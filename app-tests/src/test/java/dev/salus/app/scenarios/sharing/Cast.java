package dev.salus.app.scenarios.sharing;

import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.transport.ServerApi;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.Store;

/** The same few people for many tries, on a server of their own. */
final class Cast implements Store.CloseOnReset {

  static final int PEOPLE = 4;

  private final ScenarioServer server = new ScenarioServer(Setting.StoreKind.MEMORY);
  private final World world = new World(new LocalPremises(server, Setting.Wire.BUS));
  private final List<Person> people = Stream.generate(world::hcp).limit(PEOPLE).toList();
  private final List<ServerApi> servers = people.stream().map(world::api).toList();

  World world() {
    return world;
  }

  Person person(int number) {
    return people.get(number);
  }

  /** The server as that person asks it, without the SDK above it. */
  ServerApi server(int number) {
    return servers.get(number);
  }

  @Override
  public void close() {
    world.close();
    server.close();
  }
}
