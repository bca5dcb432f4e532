package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.quoin.assembly.Node.Run;

/** Hashed timelock contracts as somebody at a shell has them: deployed into the running ledger, used, and taken away again. */
public class HtlcIT {
    private static final String CREATE = "htlc:create --from user_1 --to user_2 --amount 0.5 --asset ETH"
            + " --preimage-length 11 --expires 1h --json --secret-text ";

    /** A pair uses a secret once. */
    private static final AtomicInteger SECRETS = new AtomicInteger(100);

    private static final Map<String, String> SECRET_OF = new ConcurrentHashMap<>();

    @ClassRule
    public static final Node node = new Node();

    @Before
    public void deploy() throws Exception {
        if (!Files.exists(node.data().resolve("run.json"))) {
            started(node.start());
        }
        assertThat(node.run("exec", "feature:install quoin-htlc").exit()).isZero();
    }

    @Test
    public void theCommandAfterTheDeploymentFindsTheCapability() throws Exception {
        for (int round = 0; round < 5; round++) {
            removeAndWait();

            JsonObject created = applied("feature:install quoin-htlc", CREATE + secret());

            assertThat(text(created, "state")).isEqualTo("open");
            assertThat(text(created, "rulesVersion")).isEqualTo("1.1.0");
        }
        assertThat(node.run("status", "--json").out())
                .contains("\"capabilities\":[{\"name\":\"htlc\",\"version\":\"1.1.0\",\"state\":\"active\"}]");
    }

    @Test
    public void theSecretPaysTheBeneficiaryOnce() throws Exception {
        String id = create();
        String before = text(answer("ledger:info --json"), "stateRoot");
        assertThat(state(id)).isEqualTo("open");

        rejected("WRONG_PREIMAGE", "htlc:redeem " + id + " --preimage-text mysecret999 --json");
        assertThat(state(id)).isEqualTo("open");
        assertThat(text(answer("ledger:info --json"), "stateRoot")).isEqualTo(before);

        BigDecimal owned = eth("user_2", "amount");
        applied(redeem(id));
        assertThat(state(id)).isEqualTo("redeemed");
        assertThat(eth("user_2", "amount")).isEqualByComparingTo(owned.add(new BigDecimal("0.5")));
        rejected("ALREADY_SETTLED", redeem(id));
        assertThat(eth("user_2", "amount")).isEqualByComparingTo(owned.add(new BigDecimal("0.5")));
    }

    @Test
    public void fromTheExpiryOnTheFunderGetsItBack() throws Exception {
        String id = create();
        String other = create();
        rejected("NOT_YET_EXPIRED", "htlc:refund " + id + " --json");

        answer("dev:time-advance 2h --json");

        BigDecimal owned = eth("user_1", "amount");
        applied("htlc:refund " + id + " --json");
        assertThat(state(id)).isEqualTo("refunded");
        assertThat(eth("user_1", "amount")).isEqualByComparingTo(owned.add(new BigDecimal("0.5")));
        rejected("ALREADY_SETTLED", redeem(id));
        rejected("CONTRACT_EXPIRED", redeem(other));
        applied("htlc:refund " + other + " --json");
    }

    @Test
    public void aRevertOpensAContractAgain() throws Exception {
        String id = create();
        String snapshot = text(answer("dev:snapshot --json"), "snapshot");
        BigDecimal owned = eth("user_2", "amount");
        applied(redeem(id));
        answer("dev:faucet user_2 ETH 3 --json");

        answer("dev:revert " + snapshot + " --json");

        assertThat(state(id)).isEqualTo("open");
        assertThat(eth("user_2", "amount")).isEqualByComparingTo(owned);
        applied(redeem(id));
    }

    @Test
    public void openContractsSurviveKillMinusNine() throws Exception {
        List<String> ids = List.of(create(), create(), create());
        String contracts = node.run("exec", "htlc:list --json").out();

        node.kill();
        started(node.start());

        assertThat(node.run("exec", "htlc:list --json").out()).isEqualTo(contracts);
        for (String id : ids) {
            applied(redeem(id));
        }
        verified();
    }

    @Test
    public void contractsOutliveTheBundleThatDeliveredTheirRules() throws Exception {
        String id = create();
        String signed = text(answer(redeem(id) + " --sign-only"), "bytes");
        BigDecimal locked = eth("user_1", "locked");
        assertThat(locked).isPositive();

        removeAndWait();

        Run list = node.run("exec", "htlc:list --json");
        assertThat(list.exit()).isEqualTo(1);
        assertThat(list.out()).startsWith("{\"error\":{\"code\":\"MODULE_NOT_ACTIVE\",");
        rejected("MODULE_NOT_ACTIVE", "ledger:submit " + signed + " --json");
        assertThat(eth("user_1", "locked")).isEqualByComparingTo(locked);
        verified();

        answer("feature:install quoin-htlc");
        assertThat(state(id)).isEqualTo("open");
        applied(redeem(id));
        assertThat(eth("user_1", "locked")).isEqualByComparingTo(locked.subtract(new BigDecimal("0.5")));
    }

    @Test
    public void archivedRulesThatAreLostOrDamagedComeBackFromTheJournal() throws Exception {
        String id = create();
        removeAndWait();
        for (Path jar : archived()) {
            Files.delete(jar);
        }
        verified();
        assertThat(node.run("stop").exit()).isZero();
        started(node.start());
        verified();

        assertThat(archived()).hasSize(1);
        for (Path jar : archived()) {
            byte[] damaged = Files.readAllBytes(jar);
            damaged[damaged.length / 2] ^= 1;
            Files.write(jar, damaged);
        }
        verified();
        node.kill();
        started(node.start());
        verified();

        answer("feature:install quoin-htlc");
        applied(redeem(id));
    }

    @Test
    public void theModulesTellWhereTheyStand() throws Exception {
        create();
        JsonObject module = item(answer("module:list --json"), -1);
        assertThat(text(module, "name")).isEqualTo("htlc");
        assertThat(text(module, "state")).isEqualTo("active");
        assertThat(module.get("openAgreements").getAsLong()).isPositive();

        JsonObject activation = item(answer("module:history --json"), 0);
        assertThat(text(activation, "change")).isEqualTo("activated");
        assertThat(text(activation, "sha256")).isEqualTo(text(module, "sha256"));
        long height = activation.get("height").getAsLong();
        assertThat(answer("module:at " + height + " --json").getAsJsonArray("items"))
                .isEmpty();
        assertThat(text(item(answer("module:at " + (height + 1) + " --json"), -1), "sha256"))
                .isEqualTo(text(module, "sha256"));
    }

    @Test
    public void theTourEndsWithFigures() throws Exception {
        Run tour = node.run("tour", "htlc");

        assertThat(tour.exit()).as(tour.err()).isZero();
        String last = tour.out().lines().reduce("", (first, second) -> second);
        assertThat(text(JsonParser.parseString(last).getAsJsonObject(), "tour")).isEqualTo("htlc");
    }

    private static void started(Run start) {
        assertThat(start.exit()).as(start.err()).isZero();
        assertThat(start.err()).isEmpty();
    }

    private static void removeAndWait() throws Exception {
        assertThat(node.run("exec", "feature:uninstall quoin-htlc").exit()).isZero();
        TimeUnit.SECONDS.sleep(6);
        assertThat(node.run("status", "--json").out()).contains("\"capabilities\":[]");
    }

    private static void verified() throws Exception {
        assertThat(answer("ledger:verify --json").get("ok").getAsBoolean()).isTrue();
    }

    private static String create() throws Exception {
        String secret = secret();
        String id = text(applied(CREATE + secret), "id");
        SECRET_OF.put(id, secret);
        return id;
    }

    private static String secret() {
        return "mysecret" + SECRETS.incrementAndGet();
    }

    private static String redeem(String id) {
        return "htlc:redeem " + id + " --preimage-text " + SECRET_OF.get(id) + " --json";
    }

    private static String state(String id) throws Exception {
        return text(answer("htlc:show " + id + " --json"), "state");
    }

    private static BigDecimal eth(String account, String field) throws Exception {
        return answer("ledger:balances " + account + " --json").getAsJsonArray("items").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(balance -> text(balance, "asset").equals("ETH"))
                .map(balance -> new BigDecimal(text(balance, field)))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject applied(String... lines) throws Exception {
        JsonObject answer = answer(lines);
        assertThat(text(answer.getAsJsonObject("receipt"), "status")).isEqualTo("applied");
        return answer;
    }

    private static void rejected(String code, String line) throws Exception {
        Run run = node.run("exec", line);
        assertThat(run.exit()).isEqualTo(1);
        JsonObject receipt = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("receipt");
        assertThat(text(receipt, "status")).isEqualTo("rejected");
        assertThat(text(receipt.getAsJsonObject("failure"), "code")).isEqualTo(code);
    }

    /** What the last of the lines says. */
    private static JsonObject answer(String... lines) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("exec"));
        arguments.addAll(List.of(lines));
        Run run = node.run(arguments.toArray(String[]::new));
        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        String last = run.out().lines().reduce("{}", (first, second) -> second);
        return JsonParser.parseString(last).getAsJsonObject();
    }

    /** @param index from the end if it is negative */
    private static JsonObject item(JsonObject page, int index) {
        JsonArray items = page.getAsJsonArray("items");
        return items.get(index < 0 ? items.size() + index : index).getAsJsonObject();
    }

    private static String text(JsonObject object, String field) {
        return object.get(field).getAsString();
    }

    private static List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.list(node.data().resolve("modules"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
