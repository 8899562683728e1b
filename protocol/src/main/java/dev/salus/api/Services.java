package dev.salus.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceProxyBuilder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts services on the event bus and calls them there, keeping their typed errors.
 *
 * <p>A failure crosses the bus as the problem document of {@link Problems}; whatever else fails is
 * logged where it happened, by its class and stack only, and arrives as {@link InternalFault}.
 */
public final class Services {

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);
  private static final long RETRY_AFTER_MS = 1_000;

  private Services() {}

  /** The identity service, over the bus. */
  public static IdentityService identity(Vertx vertx) {
    return client(vertx, IdentityService.class, Addresses.IDENTITY);
  }

  /** The crypto service, over the bus. */
  public static CryptoService crypto(Vertx vertx) {
    return client(vertx, CryptoService.class, Addresses.CRYPTO);
  }

  /** The entities service, over the bus. */
  public static EntityService entities(Vertx vertx) {
    return client(vertx, EntityService.class, Addresses.ENTITIES);
  }

  /** The sharing service, over the bus. */
  public static SharingService sharing(Vertx vertx) {
    return client(vertx, SharingService.class, Addresses.SHARING);
  }

  /** Answers calls at an address with this service, until the consumer is unregistered. */
  public static <T> MessageConsumer<?> bind(
      Vertx vertx, Class<T> contract, String address, T service) {
    return bind(vertx, contract, address, service, UnaryOperator.identity());
  }

  /**
   * Answers calls at an address with this service, until the consumer is unregistered.
   *
   * @param toApiError makes a {@link SalusException} of the failures of what the service is built
   *     on, such as its store, and returns all others as they are
   */
  public static <T> MessageConsumer<?> bind(
      Vertx vertx,
      Class<T> contract,
      String address,
      T service,
      UnaryOperator<Throwable> toApiError) {
    Function<Throwable, ServiceException> replied = failure -> toBus(toApiError.apply(failure));
    T replying = mapping(contract, service, replied);
    if (service instanceof EntityService entities) {
      return EntityCalls.bind(vertx, address, entities, (EntityService) replying, replied);
    }
    return new ServiceBinder(vertx).setAddress(address).register(contract, replying);
  }

  private static <T> T client(Vertx vertx, Class<T> contract, String address) {
    return mapping(contract, proxy(vertx, contract, address), Services::fromBus);
  }

  /** A service over the bus whose failures are as they came, see {@link #fromBus}. */
  public static <T> T proxy(Vertx vertx, Class<T> contract, String address) {
    return contract == EntityService.class
        ? contract.cast(EntityCalls.client(vertx, address))
        : new ServiceProxyBuilder(vertx).setAddress(address).build(contract);
  }

  private static <T> T mapping(
      Class<T> contract, T target, Function<Throwable, ? extends Throwable> mapFailure) {
    InvocationHandler handler =
        (proxy, method, arguments) -> call(target, method, arguments, mapFailure);
    return contract.cast(
        Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, handler));
  }

  private static @Nullable Object call(
      Object target,
      Method method,
      Object @Nullable [] arguments,
      Function<Throwable, ? extends Throwable> mapFailure)
      throws IllegalAccessException {
    try {
      Object result = method.invoke(target, arguments);
      return result instanceof Future<?> future
          ? future.recover(failure -> Future.failedFuture(mapFailure.apply(failure)))
          : result;
    } catch (InvocationTargetException e) {
      return Future.failedFuture(mapFailure.apply(e.getTargetException()));
    }
  }

  private static ServiceException toBus(Throwable failure) {
    SalusException typed = Problems.typed(failure);
    if (typed instanceof InternalFault && typed != failure) {
      Faults.report(LOG, failure);
    }
    return new ServiceException(typed.code().status(), typed.code().code(), Problems.toJson(typed));
  }

  /** The typed failure that a proxy's failure stands for. */
  public static Throwable fromBus(Throwable failure) {
    if (failure instanceof ServiceException service && service.getDebugInfo().containsKey("code")) {
      return Problems.fromJson(service.getDebugInfo());
    }
    if (failure instanceof ReplyException reply && !(failure instanceof ServiceException)) {
      return new Unavailable(
          "a part of the server does not answer: " + reply.failureType(), RETRY_AFTER_MS);
    }
    return Problems.typed(failure);
  }
}
