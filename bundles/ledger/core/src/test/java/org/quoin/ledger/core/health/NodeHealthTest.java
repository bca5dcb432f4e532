package org.quoin.ledger.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.Health.Check;
import org.quoin.ledger.api.Health.State;
import org.quoin.ledger.api.RefusedRules;

class NodeHealthTest {
    private final Asked node = new Asked();
    private final Path list;
    private final NodeHealth health;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    NodeHealthTest(@TempDir Path data) {
        list = data.resolve(RequiredCapabilities.NAME);
        health = new NodeHealth(new RequiredCapabilities(list), node, () -> now);
    }

    @Test
    void aNodeOfWhichNothingElseIsWantedIsReadyWhenItsLedgerIs() {
        assertThat(health.report().state()).isEqualTo(State.READY);
        assertThat(health.report().reason()).isEmpty();

        node.condition = Optional.of("The disk is full: free some.");
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
        assertThat(health.report().reason()).contains("The disk is full: free some.");

        node.condition = Optional.empty();
        assertThat(health.report().state()).isEqualTo(State.READY);
    }

    @Test
    void whatIsRequiredHasToBeActiveAndDelivered() throws IOException {
        Files.writeString(list, "# what our customers use\nhtlc  # since May\n\nfees\n");
        node.active = Set.of("htlc", "fees");
        node.delivered = Set.of("htlc", "fees");
        assertThat(health.report().state()).isEqualTo(State.READY);
        assertThat(health.report().checks()).filteredOn(Check::required).hasSize(4);

        node.active = Set.of("htlc");
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
        assertThat(health.report().reason().orElseThrow()).startsWith("fees is not active on this chain: ");

        node.active = Set.of("htlc", "fees");
        node.delivered = Set.of("fees");
        now = now.plus(NodeHealth.MOMENT);
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
        assertThat(health.report().reason().orElseThrow()).startsWith("htlc is active and no bundle delivers it here");

        node.delivered = Set.of("htlc", "fees");
        assertThat(health.report().state()).isEqualTo(State.READY);
    }

    @Test
    void whatWasNeverDeliveredIsMissedAtOnce() throws IOException {
        Files.writeString(list, "htlc\n");
        node.active = Set.of("htlc");

        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void theMomentInWhichABundleIsUpdatedIsNoOutage() throws IOException {
        Files.writeString(list, "htlc\n");
        node.active = Set.of("htlc");
        node.delivered = Set.of("htlc");
        assertThat(health.report().state()).isEqualTo(State.READY);

        node.delivered = Set.of();
        now = now.plus(NodeHealth.MOMENT).minusMillis(1);
        assertThat(health.report().state()).isEqualTo(State.READY);
        now = now.plusMillis(1);
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void theListIsReadAnew() throws IOException {
        Files.writeString(list, "htlc\n");
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);

        Files.writeString(list, "#htlc\n");
        assertThat(health.report().state()).isEqualTo(State.READY);

        Files.delete(list);
        assertThat(health.report().state()).isEqualTo(State.READY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ht lc",
                "HTLC",
                "-htlc",
                "htlc,fees",
                "ledger/htlc",
                "\u0000",
                "a23456789012345678901234567890123"
            })
    void aBadLineIsASentenceAndTheNodeIsNotReady(String line) throws IOException {
        Files.writeString(list, "fees\n" + line + "\nhtlc\n");
        node.active = Set.of("fees", "htlc");
        node.delivered = node.active;

        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
        assertThat(health.report().reason())
                .contains("Line 2 of " + list + " is no name of a capability such as htlc: correct it.");
    }

    @Test
    void aListThatIsNoTextIsASentence() throws IOException {
        Files.write(list, new byte[] {'h', (byte) 0xff});
        assertThat(health.report().reason().orElseThrow()).startsWith(list + " cannot be read: ");
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);

        Files.delete(list);
        Files.createDirectory(list);
        assertThat(health.report().state()).isEqualTo(State.NOT_READY);
    }

    @Test
    void whatNobodyRequiresDegradesOnly() {
        node.active = Set.of("htlc");
        node.delivered = Set.of();
        assertThat(health.report().state()).as("at a start").isEqualTo(State.READY);
        now = now.plus(NodeHealth.PATIENCE);
        assertThat(health.report().state()).isEqualTo(State.DEGRADED);
        node.delivered = Set.of("htlc");
        assertThat(health.report().state()).isEqualTo(State.READY);

        node.refused = List.of(new RefusedRules(Optional.empty(), "bundle x delivers rules that cannot be used"));
        assertThat(health.report().state()).isEqualTo(State.DEGRADED);
        assertThat(health.report().reason()).contains("bundle x delivers rules that cannot be used");
        node.refused = List.of();
        assertThat(health.report().state()).isEqualTo(State.READY);

        node.audit = Optional.of("The audit log cannot be written: see to the disk.");
        assertThat(health.report().state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void whatIsRequiredIsSaidFirst() {
        node.audit = Optional.of("second");
        node.condition = Optional.of("first");

        assertThat(health.report().reason()).contains("first");
        assertThat(health.report().state()).isEqualTo(Health.State.NOT_READY);
    }

    private static final class Asked implements NodeHealth.Node {
        private Optional<String> condition = Optional.empty();
        private Set<String> active = Set.of();
        private Set<String> delivered = Set.of();
        private List<RefusedRules> refused = List.of();
        private Optional<String> audit = Optional.empty();

        @Override
        public Optional<String> condition() {
            return condition;
        }

        @Override
        public Set<String> active() {
            return active;
        }

        @Override
        public Set<String> delivered() {
            return delivered;
        }

        @Override
        public List<RefusedRules> refused() {
            return refused;
        }

        @Override
        public Optional<String> audit() {
            return audit;
        }
    }
}
