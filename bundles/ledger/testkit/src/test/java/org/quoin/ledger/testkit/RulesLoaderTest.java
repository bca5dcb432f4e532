package org.quoin.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.core.module.LoadedModule;
import org.quoin.ledger.core.module.TurnedAwayException;
import org.quoin.ledger.testkit.probe.BadRules;
import org.quoin.ledger.testkit.probe.Jars;
import org.quoin.rules.host.Rules;

/** Each version of rules is loaded by itself, and goes when it is no longer needed. */
@Timeout(120)
class RulesLoaderTest {
    /** What a node keeps loaded: KeptRules says why. */
    private static final int KEPT = 16;

    private static final int VERSIONS = 100;

    @Test
    void twoVersionsShareNothingButTheBoundary() throws ReflectiveOperationException {
        Rules one = LoadedModule.describe(Jars.probe("1.0.0")).rules();
        Rules two = LoadedModule.describe(Jars.probe("1.1.0")).rules();

        ClassLoader first = one.getClass().getClassLoader();
        ClassLoader second = two.getClass().getClassLoader();
        assertThat(first).isNotSameAs(second).isNotSameAs(Rules.class.getClassLoader());
        for (String name :
                List.of(one.getClass().getName(), "org.quoin.rules.Amount", "org.quoin.rules.codec.Reader")) {
            assertThat(first.loadClass(name)).isNotSameAs(second.loadClass(name));
            assertThat(first.loadClass(name).getClassLoader()).isSameAs(first);
        }
        assertThat(first.loadClass("org.quoin.rules.host.Host"))
                .isSameAs(second.loadClass("org.quoin.rules.host.Host"));
        assertThat(first.loadClass("java.util.List")).isSameAs(List.class);
    }

    @Test
    void aJarThatHoldsTheBoundaryIsTurnedAway() {
        Map<String, byte[]> classes = Jars.family(BadRules.Nothing.class);
        classes.putAll(Jars.classes(Rules.class));
        Bytes smuggled = Jars.jar(Jars.headers("probe", "1.0.0", BadRules.Nothing.class.getName()), classes);

        assertThatThrownBy(() -> LoadedModule.describe(smuggled))
                .isInstanceOf(TurnedAwayException.class)
                .hasMessageStartingWith("org.quoin.rules.host.Rules is a class of the host (FORBIDDEN_TYPE: ");
    }

    @Test
    void afterAHundredActivationsAllVersionsButTheLastAreGone() throws InterruptedException {
        try (TestLedger ledger = TestLedger.create()) {
            List<WeakReference<Object>> loaders = new ArrayList<>();
            for (int version = 1; version <= VERSIONS; version++) {
                assertThat(ledger.activate(Jars.of("probe", "1.0." + version, BadRules.Nothing.class))
                                .applied())
                        .isTrue();
                loaders.add(loader(ledger));
            }
            assertThat(loaders.stream().distinct()).hasSize(VERSIONS);
            ledger.node()
                    .development()
                    .orElseThrow()
                    .mine(70); // the last 64 blocks remember the rules that they ran under
            for (int attempt = 0; attempt < 100 && left(loaders) > KEPT; attempt++) {
                System.gc();
                Thread.sleep(20);
            }

            assertThat(left(loaders)).isEqualTo(KEPT);
            assertThat(left(loaders.subList(VERSIONS - KEPT, VERSIONS)))
                    .as("the active one, and those before it to go back to")
                    .isEqualTo(KEPT);
        }
    }

    private static long left(List<WeakReference<Object>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    /** Of the rules that the node runs: found where it keeps them, for nothing tells of it. */
    private static WeakReference<Object> loader(TestLedger ledger) {
        try {
            var chain = (org.quoin.ledger.core.block.Chain) read(read(ledger.node(), "reads"), "published");
            return new WeakReference<>(chain.modules()
                    .find("probe")
                    .orElseThrow()
                    .rules()
                    .getClass()
                    .getClassLoader());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the node keeps its chain elsewhere", e);
        }
    }

    private static Object read(Object owner, String name) throws ReflectiveOperationException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
