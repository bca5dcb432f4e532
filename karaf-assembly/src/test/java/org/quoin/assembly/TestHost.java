package org.quoin.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A started bundle of {@link org.quoin.assembly.host.HostApplication}, which may be in another class space than the test. */
final class TestHost {
    private final BundleContext context;
    private final Bundle bundle;

    TestHost(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
    }

    /** As soon as contracts are offered to it. */
    void use() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!tell("offered").equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no contracts are offered to " + bundle);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        tell("use");
    }

    @SuppressWarnings("unchecked") // what the bundle registers
    String tell(String line) {
        ServiceReference<?> reference = Arrays.stream(
                        Objects.requireNonNull(bundle.getRegisteredServices(), "it is not started"))
                .filter(service -> List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(Function.class.getName()))
                .findFirst()
                .orElseThrow();
        return ((Function<String, String>) context.getService(reference)).apply(line);
    }

    /** Why it could not do what it was told. */
    String refusal(String line) {
        String answer;
        try {
            answer = tell(line);
        } catch (RuntimeException e) { // of its class space
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError(line + ": " + answer);
    }
}
