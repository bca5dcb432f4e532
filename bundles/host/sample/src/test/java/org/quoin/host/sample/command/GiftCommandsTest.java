package org.quoin.host.sample.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.sample.shop.Shop;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;

/** Every command, typed into Karaf's shell. */
class GiftCommandsTest {
    private static final Person OPERATOR = Person.named("operator");
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");

    private final Path word;
    private final Shop shop = new Shop(null, OPERATOR, USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(shop.ledger().ledger(), shop.gifts(), new MemoryWallet(OPERATOR, USER_1, USER_2)),
            List.of(
                    SendCommand.class,
                    ClaimCommand.class,
                    ReturnCommand.class,
                    ListGiftsCommand.class,
                    NewsCommand.class,
                    StatusCommand.class));

    GiftCommandsTest(@TempDir Path directory) throws IOException {
        word = directory.resolve("word");
        Files.writeString(word, "correct horse\n");
    }

    @AfterEach
    void close() {
        console.close();
        shop.close();
    }

    @Test
    void aGiftIsWrappedClaimedAndListed() {
        shop.open();
        JsonObject sent = json(run(0, "gift:send " + five() + word() + " --expires 1h --json"));
        String id = sent.get("id").getAsString();
        assertThat(sent.get("state").getAsString()).isEqualTo("wrapped");

        assertThat(json(run(0, "gift:claim " + id + word() + " --json"))
                        .get("state")
                        .getAsString())
                .isEqualTo("claimed");

        assertThat(run(0, "gift:list --json").out().strip())
                .isEqualTo(
                        "{\"items\":[{\"id\":\"" + id + "\",\"from\":\"user_1\",\"to\":\"user_2\",\"asset\":\"ETH\","
                                + "\"amount\":\"5\",\"expiry\":\"2026-01-01T01:00:00.000Z\",\"state\":\"claimed\"}],\"next\":null}");
        assertThat(run(0, "gift:news --json").out().strip())
                .isEqualTo("{\"items\":[{\"sequence\":1,\"height\":2,\"gift\":\"" + id + "\",\"state\":\"wrapped\"},"
                        + "{\"sequence\":2,\"height\":3,\"gift\":\"" + id
                        + "\",\"state\":\"claimed\"}],\"next\":null}");
        assertThat(run(0, "gift:status --json").out().strip())
                .isEqualTo("{\"codeWords\":true,\"rulesVersion\":\"1.0.0\",\"next\":3,\"wrapped\":0,\"trouble\":null}");
    }

    @Test
    void whereFeesAreChargedWhoSendsAndWhoClaimsPays() {
        shop.open();
        assertThat(shop.ledger().activate(RulesJars.flatFees()).failure()).isEmpty();
        shop.ledger().advance(Duration.ofMillis(1));

        JsonObject sent = json(run(0, "gift:send " + five() + word() + " --expires 1h --json"));
        JsonObject claimed =
                json(run(0, "gift:claim " + sent.get("id").getAsString() + word() + " --sponsor alice --json"));

        assertThat(sent.getAsJsonObject("receipt").get("fee").getAsString()).startsWith("0.00");
        assertThat(claimed.get("state").getAsString()).isEqualTo("claimed");
        assertThat(claimed.getAsJsonObject("receipt").get("fee").getAsString())
                .as("somebody else pays")
                .isEqualTo("0");
    }

    @Test
    void withoutACodeWordAGiftNeedsNoCapability() {
        assertThat(json(run(0, "gift:send " + five() + " --json"))
                        .getAsJsonObject("receipt")
                        .get("status")
                        .getAsString())
                .isEqualTo("applied");
        assertThat(run(0, "gift:status --json").out()).contains("\"codeWords\":false,\"rulesVersion\":null");
        assertThat(run(0, "gift:list --json").out()).contains("\"items\":[]");
    }

    @Test
    void whatCannotBeDoneIsACodeAndASentence() throws IOException {
        assertSays("MODULE_NOT_ACTIVE", "gift:send " + five() + word() + " --expires 1h");
        shop.open();
        String id = json(run(0, "gift:send " + five() + word() + " --expires 1h --json"))
                .get("id")
                .getAsString();
        assertSays("NOT_YET_EXPIRED", "gift:return " + id);
        assertSays("UNKNOWN_GIFT", "gift:claim " + "0".repeat(64) + word());
        assertSays("UNKNOWN_GIFT", "gift:return " + "0".repeat(64));
        assertSays("MISSING_ARGUMENT", "gift:claim " + id);
        assertSays("MISSING_ARGUMENT", "gift:send " + five() + word());
        assertSays("INVALID_ARGUMENT", "gift:send " + five() + " --expires 1h");
        assertSays("INVALID_ARGUMENT", "gift:claim " + id + " --code-word-file /no/such/file");
        assertSays("INVALID_ARGUMENT", "gift:list --cursor x");
        Files.writeString(word, "abc");
        assertSays("INVALID_ARGUMENT", "gift:claim " + id + word());
        Files.write(word, new byte[] {(byte) 0xff, 'a', 'b', 'c', 'd'});
        assertSays("INVALID_ARGUMENT", "gift:claim " + id + word());
        Files.writeString(word, "x".repeat(2_000));
        assertSays("INVALID_ARGUMENT", "gift:claim " + id + word());
        Files.writeString(word, "another horse");
        assertSays("WRONG_PREIMAGE", "gift:claim " + id + word());
    }

    private void assertSays(String code, String line) {
        assertThat(run(1, line).out()).endsWith("[" + code + "]\n").hasLineCount(1);
        assertThat(run(1, line + " --json").out()).contains("\"code\":\"" + code + "\"");
    }

    private Outcome run(int exit, String line) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as(outcome.out()).isEqualTo(exit);
        return outcome;
    }

    private static String five() {
        return "--from user_1 --to user_2 --amount 5 --asset ETH";
    }

    private String word() {
        return " --code-word-file " + word;
    }

    private static JsonObject json(Outcome outcome) {
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
