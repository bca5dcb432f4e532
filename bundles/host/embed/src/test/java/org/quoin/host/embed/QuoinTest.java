package org.quoin.host.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.api.Htlc;
import org.quoin.htlc.api.HtlcContract;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Audit;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Health;
import org.quoin.ledger.api.LedgerClient;
import org.quoin.ledger.api.Metrics;
import org.quoin.ledger.api.Module;
import org.quoin.ledger.api.ModulePolicy;
import org.quoin.ledger.api.PublicKey;
import org.quoin.ledger.api.SetModulePolicy;
import org.quoin.ledger.api.Signer;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.api.Wallet;

class QuoinTest {

    private static final Duration UNTIL_STUCK = Duration.ofSeconds(20);

    private final Path directory;

    QuoinTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aContractIsMadeAndSettled() {
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            Hash id = lock(quoin);
            assertThat(balance(quoin, "user_1")).isEqualTo("9999.5 ETH");

            assertThat(redeem(quoin, id)).isTrue();
            assertThat(balance(quoin, "user_2")).isEqualTo("10000.5 ETH");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAgain() {
        Hash id;
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            id = lock(quoin);
        }
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            HtlcContract contract = quoin.service(Htlc.class).contract(id).orElseThrow();
            assertThat(contract.state()).isEqualTo(HtlcContract.State.OPEN);
            assertThat(redeem(quoin, id)).isTrue();
        }
    }

    /** The chain has the rules; only their commands and further versions need the provider. */
    @Test
    void whatWasActivatedStaysSo() {
        Hash id;
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            id = lock(quoin);
        }
        try (Quoin quoin = Quoin.at(directory).start()) {
            assertThat(redeem(quoin, id)).isTrue();
        }
    }

    @Test
    void aChainOfOnesOwnStartsAsItIsWrittenDown() throws Exception {
        OwnKey bank = new OwnKey();
        Files.writeString(directory.resolve("genesis.json"), """
                {"development": false,
                 "accounts": {"bank": "%1$s", "ann": "%1$s"},
                 "operators": ["bank"],
                 "assets": [{"asset": "GEM", "decimals": 2, "issuer": "bank", "shares": {"bank": "1000"}}]}
                """.formatted(bank.publicKey()));

        try (Quoin quoin = Quoin.at(directory).start()) {
            assertThat(quoin.ledger().info().development()).isFalse();
            Amount some = Amount.parse(
                    "7.25", quoin.ledger().asset("GEM").orElseThrow().asset());
            assertThat(new LedgerClient(quoin.ledger())
                            .submit("bank", bank, new Transfer("bank", "ann", some))
                            .join()
                            .applied())
                    .isTrue();
            assertThat(quoin.ledger().balances("ann").get(0).available()).isEqualTo(some);
        }
        try (Quoin again = Quoin.at(directory).start()) {
            assertThat(again.ledger().asset("ETH")).isEmpty();
        }
    }

    @Test
    void noChainStartsFromWhatMakesNoSense() throws IOException {
        Files.writeString(directory.resolve("genesis.json"), "{}");

        assertThatThrownBy(() -> Quoin.at(directory).start())
                .isInstanceOf(QuoinException.class)
                .hasMessageContaining("it says nothing of 'accounts'");
        assertThat(directory.resolve("ledger")).doesNotExist();
    }

    /** A key that no wallet of Quoin has seen. */
    private static final class OwnKey implements Signer {
        /** Before the key itself, where X.509 writes an Ed25519 key. */
        private static final int PREFIX = 12;

        private final KeyPair keys;

        private OwnKey() throws GeneralSecurityException {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        }

        @Override
        public PublicKey publicKey() {
            byte[] encoded = keys.getPublic().getEncoded();
            return new PublicKey(
                    PublicKey.Scheme.ED25519, Bytes.of(Arrays.copyOfRange(encoded, PREFIX, encoded.length)));
        }

        @Override
        public Bytes sign(Bytes message) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(keys.getPrivate());
                signature.update(message.toArray());
                return Bytes.of(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void ledgersRunSideBySide() {
        try (Quoin one = Quoin.at(directory.resolve("one")).with("htlc").start();
                Quoin other = Quoin.at(directory.resolve("other")).with("htlc").start()) {
            assertThat(one.ledger().info().chainId())
                    .isNotEqualTo(other.ledger().info().chainId());
            lock(one);
            assertThat(balance(one, "user_1")).isEqualTo("9999.5 ETH");
            assertThat(balance(other, "user_1")).isEqualTo("10000 ETH");
        }
    }

    @Test
    void anotherVersionIsDeployedWhileItRuns() {
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            Htlc contracts = quoin.service(Htlc.class);

            quoin.deploy(fixture("1.0.0"));
            assertThat(active(quoin, "htlc-fixture")).containsExactly("1.0.0");
            quoin.deploy(fixture("1.1.0"));
            assertThat(active(quoin, "htlc-fixture")).containsExactly("1.1.0");

            assertThat(quoin.service(Htlc.class)).isSameAs(contracts);
        }
    }

    @Test
    void whatATrustedKeyHasNotSignedIsTurnedAway() throws IOException {
        Path unsigned = Files.copy(fixture("1.1.0"), directory.resolve("unsigned.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(unsigned)) {
            Files.delete(jar.getPath("QUOIN-INF/rules.sig"));
        }
        try (Quoin quoin = Quoin.at(directory.resolve("data")).start()) {
            quoin.deploy(fixture("1.0.0"));

            assertThatThrownBy(() -> quoin.deploy(unsigned))
                    .isInstanceOf(QuoinException.class)
                    .hasMessageContaining("delivers rules that are not let in because");
            assertThat(active(quoin, "htlc-fixture")).containsExactly("1.0.0");
        }
    }

    @Test
    void aProgramSeesHowItIsWhatItCountsAndWhoDeployed() throws Exception {
        Path unsigned = Files.copy(fixture("1.1.0"), directory.resolve("unsigned.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(unsigned)) {
            Files.delete(jar.getPath("QUOIN-INF/rules.sig"));
        }
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("required-capabilities"), "htlc\n");
        try (Quoin quoin = Quoin.at(data).with("htlc").start()) {
            Health health = quoin.service(Health.class);
            assertThat(health.report().state()).isEqualTo(Health.State.READY);
            quoin.service(MetricRegistry.class).counter("visits{page=\"/\"}").inc();
            assertThat(quoin.service(Metrics.class).exposition())
                    .contains(
                            "\nvisits_total{page=\"/\"} 1\n",
                            "\nquoin_module_info{name=\"htlc\",version=\"",
                            "\nquoin_transactions_applied_total 1\n");

            quoin.deploy(fixture("1.0.0"));
            assertThatThrownBy(() -> quoin.deploy(unsigned)).isInstanceOf(QuoinException.class);
            assertThat(health.report().state()).isEqualTo(Health.State.DEGRADED);
            await(() -> Files.readString(data.resolve("run.json")).contains("\"state\":\"degraded\""));
            quoin.deploy(fixture("1.1.0"));
            assertThat(health.report().state()).isEqualTo(Health.State.READY);
            await(() -> Files.readString(data.resolve("run.json")).contains("\"state\":\"ready\""));

            Audit audit = quoin.service(Audit.class);
            await(() -> audit.newest(100).stream()
                            .filter(entry -> entry.action().equals("ledger.module-activated"))
                            .count()
                    == 3);
            List<Audit.Entry> entries = audit.newest(100);
            assertThat(actions(entries, "htlc.fixture.provider"))
                    .containsExactly(
                            "bundle-installed",
                            "rules-delivered",
                            "bundle-updated",
                            "rules-turned-away",
                            "bundle-updated",
                            "rules-delivered");
            assertThat(entries)
                    .filteredOn(entry -> entry.action().equals("bundle-updated"))
                    .extracting(entry -> entry.details().text("sha256"))
                    .containsExactly(hash(unsigned), hash(fixture("1.1.0")));
            assertThat(entries)
                    .filteredOn(entry -> entry.action().equals("rules-turned-away"))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.details().text("reason")).contains("not let in because");
                        assertThat(entry.details().list("signers")).isEmpty();
                    });
            assertThat(entries)
                    .filteredOn(entry -> entry.action().equals("rules-delivered"))
                    .allSatisfy(
                            entry -> assertThat(entry.details().list("signers")).hasSize(1));
        }
    }

    private static List<String> actions(List<Audit.Entry> entries, String deliverer) {
        return entries.stream()
                .filter(entry -> entry.details().asMap().values().stream()
                        .anyMatch(value -> value.toString().contains(deliverer)))
                .filter(entry -> !entry.action().startsWith("ledger."))
                .map(Audit.Entry::action)
                .toList();
    }

    private static String hash(Path file) throws IOException {
        return Hash.sha256(Files.readAllBytes(file)).toHex();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + UNTIL_STUCK.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.sleep(20);
        }
    }

    @Test
    void whatIsNoBundleIsNotDeployed() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        try (Quoin quoin = Quoin.at(directory.resolve("data")).start()) {
            assertThatThrownBy(() -> quoin.deploy(text))
                    .isInstanceOf(QuoinException.class)
                    .hasMessageContaining("text.jar could not be deployed");
            assertThatThrownBy(() -> quoin.deploy(directory.resolve("none.jar")))
                    .isInstanceOf(QuoinException.class)
                    .hasMessageContaining("none.jar could not be deployed");
        }
    }

    @Test
    void aCapabilityThatNobodyProvidesIsNamed() {
        Quoin.Start start = Quoin.at(directory).with("notary");

        assertThatThrownBy(start::start)
                .isInstanceOf(QuoinException.class)
                .hasMessageContaining("No provider of notary is on the class path, only of [htlc]");
        assertThat(directory.resolve("ledger")).doesNotExist();
    }

    @Test
    void aServiceOfWhatIsNotActiveSaysWhatIs() {
        try (Quoin quoin = Quoin.at(directory).start()) {
            assertThatThrownBy(() -> quoin.service(Htlc.class))
                    .isInstanceOf(QuoinException.class)
                    .hasMessageContaining("There is no org.quoin.htlc.api.Htlc: active are []");
        }
    }

    @Test
    void aDamagedLedgerSaysSo() throws IOException {
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            lock(quoin);
        }
        Path journal = directory.resolve("ledger").resolve("journal");
        byte[] damaged = Files.readAllBytes(journal);
        damaged[100] ^= 1;
        Files.write(journal, damaged);

        assertThatThrownBy(() -> Quoin.at(directory).start())
                .isInstanceOf(QuoinException.class)
                .hasMessageContaining("journal");
    }

    @Test
    void aDirectoryIsForOneAtATime() throws IOException {
        try (Quoin first = Quoin.at(directory).with("htlc").start()) {
            assertThatThrownBy(() -> Quoin.at(directory).start())
                    .isInstanceOf(QuoinException.class)
                    .hasMessageContaining("in use");
            assertThat(redeem(first, lock(first))).isTrue();
            assertThat(Files.readString(directory.resolve("run.json"))).contains("\"state\":\"ready\"");
        }
    }

    /** It owns the process; others are held to what they were granted. */
    @Test
    void theProgramNeedsNoGrant() {
        try (Quoin quoin = Quoin.at(directory).with("htlc").start()) {
            assertThat(new LedgerClient(quoin.ledger())
                            .submit("operator", signer(quoin, "operator"), new SetModulePolicy(ModulePolicy.GOVERNED))
                            .join()
                            .applied())
                    .isTrue();

            assertThat(redeem(quoin, lock(quoin))).isTrue();
        }
    }

    @Test
    void nothingRunsAfterItsEnd() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Quoin quoin = Quoin.at(directory).with("htlc").start();
        lock(quoin);
        quoin.close();
        quoin.close();

        assertThatThrownBy(quoin::ledger).isInstanceOf(QuoinException.class).hasMessage("The ledger is closed.");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !thread.isDaemon()) {
                thread.join(UNTIL_STUCK.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static Path fixture(String version) {
        return Path.of("target", "fixtures", "fixture-" + version + ".jar").toAbsolutePath();
    }

    private static List<String> active(Quoin quoin, String capability) {
        return quoin.ledger().modules().stream()
                .filter(module -> module.id().capability().equals(capability))
                .filter(module -> module.state() == Module.State.ACTIVE)
                .map(module -> module.id().version())
                .toList();
    }

    private static Hash lock(Quoin quoin) {
        Amount half =
                Amount.parse("0.5", quoin.ledger().asset("ETH").orElseThrow().asset());
        Instant expiry = quoin.ledger().now().plus(Duration.ofHours(1));
        Bytes secret = secret(expiry);
        CreateHtlc terms =
                new CreateHtlc("user_1", "user_2", half, Hash.sha256(secret.toArray()), secret.size(), expiry);
        return quoin.service(Htlc.class)
                .create(signer(quoin, "user_1"), terms)
                .join()
                .id()
                .orElseThrow();
    }

    /** A pair uses a secret once: each contract has another. */
    private static Bytes secret(Instant expiry) {
        return Bytes.of(("secret of " + expiry.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean redeem(Quoin quoin, Hash id) {
        Htlc htlc = quoin.service(Htlc.class);
        Instant expiry = htlc.contract(id).orElseThrow().expiry();
        return htlc.redeem("user_2", signer(quoin, "user_2"), id, secret(expiry))
                .join()
                .applied();
    }

    private static Signer signer(Quoin quoin, String account) {
        return quoin.ledger()
                .account(account)
                .flatMap(quoin.service(Wallet.class)::signer)
                .orElseThrow();
    }

    private static String balance(Quoin quoin, String account) {
        return quoin.ledger().balances(account).stream()
                .map(balance -> balance.available().toString())
                .filter(available -> available.endsWith("ETH"))
                .collect(Collectors.joining());
    }
}
