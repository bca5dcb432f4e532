package org.quoin.amm.provider.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quoin.amm.provider.AmmModule;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Asset;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.CreateAsset;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.Examples;
import org.quoin.ledger.testkit.ManualClock;
import org.quoin.ledger.testkit.MemoryStore;
import org.quoin.ledger.testkit.MemoryWallet;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.TestConsole;
import org.quoin.ledger.testkit.TestConsole.Outcome;
import org.quoin.ledger.testkit.TestLedger;

/** Every command, typed into Karaf's shell, on a ledger that runs the rules. */
class AmmCommandsTest {
    private static final Asset BTC = new Asset("BTC", 8);
    private static final Person USER_1 = Person.named("user_1");
    private static final Person USER_2 = Person.named("user_2");
    private static final String TEN = " --asset ETH --for BTC --amount 10 --via ETH_BTC";

    private final TestLedger ledger =
            TestLedger.open(new MemoryStore(), new ManualClock(TestLedger.START), USER_1, USER_2);
    private final TestConsole console = new TestConsole(
            List.of(ledger.ledger(), new MemoryWallet(USER_1, USER_2)),
            List.of(
                    CreatePoolCommand.class,
                    DepositCommand.class,
                    DonateCommand.class,
                    FlashCommand.class,
                    PoolCommand.class,
                    PoolsCommand.class,
                    PositionsCommand.class,
                    ProtocolFeeCommand.class,
                    QuoteCommand.class,
                    SwapCommand.class,
                    WithdrawCommand.class));
    private final Set<String> examples = new HashSet<>();

    @BeforeEach
    void activate() throws IOException {
        try (InputStream rules = new AmmModule().rules()) {
            assertThat(ledger.activate(Bytes.of(rules.readAllBytes())).applied())
                    .isTrue();
        }
        assertThat(ledger.submit(USER_1, new CreateAsset(Amount.parse("1000", BTC), "user_1"))
                        .applied())
                .isTrue();
        assertThat(ledger.submit(USER_1, new Transfer("user_1", "user_2", Amount.parse("100", BTC)))
                        .applied())
                .isTrue();
    }

    @AfterEach
    void close() {
        console.close();
        ledger.close();
    }

    @Test
    void theExamplesInTheHelpDoWhatTheySay() {
        example("pool-create");
        assertThat(example("deposit").get("reserve0").getAsString()).isEqualTo("100");
        JsonObject quote = example("quote");
        JsonObject swap = example("swap");
        assertThat(swap.get("amountOut")).isEqualTo(quote.get("amountOut"));
        assertThat(example("pool").get("reserve0").getAsString()).isEqualTo("110");
        assertThat(example("pools").getAsJsonArray("items")).hasSize(1);
        JsonObject position =
                example("positions").getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(position.get("amount0").getAsString()).startsWith("109.9999");
        assertThat(example("donate").get("reserve0").getAsString()).isEqualTo("112");
        example("withdraw", "--min1 7", "--min1 6");
        json("amm:pool-create CHEAP --from user_1 --asset0 BTC --asset1 ETH --fee 500 --json", 0);
        json("amm:deposit CHEAP --from user_1 --amount0 50 --amount1 200 --min-shares 0 --json", 0);
        assertThat(example("flash").get("profit").getAsBigDecimal()).isGreaterThan(new BigDecimal("1"));
        assertThat(example("protocol-fee").get("account").getAsString()).isEqualTo("user_2");

        assertThat(examples)
                .containsExactlyInAnyOrderElementsOf(Examples.commandsBeside(SwapCommand.class).stream()
                        .map(Examples::name)
                        .collect(Collectors.toSet()));
    }

    /** 10·0.997·50/(100 + 10·0.997) = 4.53305446…, of which the last digit is rounded down. */
    @Test
    void aQuotePrintsBothAmountsTheFeeAndHowFarThePriceMoves() {
        pool();

        assertThat(console.run("amm:quote" + TEN + " --json")
                        .out()
                        .replace('"', '\'')
                        .strip())
                .isEqualTo("{'assetIn':'ETH','amountIn':'10','assetOut':'BTC','amountOut':'4.53305446','fee':'0.03',"
                        + "'priceImpact':90662,'minOut':'4.51038918','legs':[{'route':['ETH_BTC'],"
                        + "'amountIn':'10','amountOut':'4.53305446','routeFee':3000}]}");
    }

    @Test
    void whatIsQuotedIsWhatIsSwappedBothWaysAndOverTwoPools() {
        pool();
        json("amm:pool-create BTC_QUO --from user_1 --asset0 BTC --asset1 QUO --fee 10000 --json", 0);
        json("amm:deposit BTC_QUO --from user_1 --amount0 7 --amount1 900 --min-shares 0 --json", 0);
        String given = " --asset ETH --for QUO --amount 0.333333333333333333 --via ETH_BTC,BTC_QUO";
        String received = " --asset QUO --for ETH --receive 1.000000000000000001 --via BTC_QUO,ETH_BTC";

        for (String terms : List.of(
                "--min-out 0" + given, "--max-in 99" + received, "--min-out 4" + TEN, "--max-in 99" + received)) {
            JsonObject quote = json("amm:quote" + terms.substring(terms.indexOf(" --asset")) + " --json", 0);
            JsonObject swap = json("amm:swap --from user_2 " + terms + " --json", 0);
            for (String field : List.of("assetIn", "amountIn", "assetOut", "amountOut")) {
                assertThat(swap.get(field)).as(terms).isEqualTo(quote.get(field));
            }
        }
    }

    /** Of two pools of the same assets, a swap that is large for either is split, and swapped as it was quoted. */
    @Test
    void theBestRouteIsFoundAndSplitAndIsWhatTheSwapGives() {
        pool();
        json("amm:pool-create CHEAP --from user_1 --asset0 BTC --asset1 ETH --fee 500 --json", 0);
        json("amm:deposit CHEAP --from user_1 --amount0 50 --amount1 100 --min-shares 0 --json", 0);

        JsonObject quote = json("amm:quote --asset ETH --for BTC --amount 20 --json", 0);
        assertThat(quote.getAsJsonArray("legs")).hasSize(2);
        JsonObject alone = json("amm:quote --asset ETH --for BTC --amount 20 --via CHEAP --json", 0);
        assertThat(quote.get("amountOut").getAsBigDecimal())
                .isGreaterThan(alone.get("amountOut").getAsBigDecimal());

        String least = quote.get("amountOut").getAsString();
        String swap = "amm:swap --from user_2 --asset ETH --for BTC --amount 20 --json --min-out ";
        assertThat(json(swap + least, 0).get("amountOut")).isEqualTo(quote.get("amountOut"));
        assertThat(failure(swap + least)).isEqualTo("TOO_LITTLE_DUE");
        assertThat(error("amm:quote --asset ETH --for QUO --amount 1 --json")).isEqualTo("NO_ROUTE");
    }

    @Test
    void oneAssetAloneIsDepositedAndWithdrawn() {
        pool();
        json("amm:deposit ETH_BTC --from user_2 --asset ETH --amount 10 --min-shares 3 --json", 0);
        JsonObject position = json("amm:positions user_2 --json", 0)
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject();
        String shares = position.get("shares").getAsString();
        json("amm:withdraw ETH_BTC --from user_2 --asset ETH --min-out 9.9 --json --shares " + shares, 0);
        assertThat(json("amm:positions user_2 --json", 0).getAsJsonArray("items"))
                .isEmpty();
        assertThat(failure("amm:flash --from user_2 --asset ETH --amount 1 --via ETH_BTC --min-profit 0 --json"))
                .isEqualTo("WRONG_END");
    }

    /** A range whose ends are the ticks nearest to the prices that were asked for. */
    @Test
    void whoProvidesBetweenTwoPricesEarnsTheFeesThere() {
        json("amm:pool-create NEAR --from user_1 --asset0 ETH --asset1 BTC --fee 500 --price 0.5 --json", 0);
        assertThat(json("amm:pool NEAR --json", 0).get("price").getAsString()).isEqualTo("0.5");
        String range = " --lower-price 0.4 --upper-price 0.6 --json ";
        JsonObject deposited =
                json("amm:deposit NEAR --from user_1 --amount0 100 --amount1 50 --min-liquidity 1" + range, 0);
        assertThat(deposited.get("reserve1").getAsBigDecimal()).isLessThanOrEqualTo(new BigDecimal("50"));

        JsonObject quote = json("amm:quote --asset ETH --for BTC --amount 10 --json", 0);
        assertThat(quote.get("amountOut").getAsBigDecimal()).isBetween(new BigDecimal("4.9"), new BigDecimal("5"));
        json("amm:swap --from user_2 --asset ETH --for BTC --amount 10 --min-out 4.9 --json", 0);

        JsonObject position = json("amm:positions user_1 --ranged --json", 0)
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject();
        assertThat(position.get("lowerPrice").getAsBigDecimal())
                .isBetween(new BigDecimal("0.3997"), new BigDecimal("0.4003"));
        assertThat(position.get("fees0").getAsBigDecimal())
                .isBetween(new BigDecimal("0.0049"), new BigDecimal("0.005"));
        String all = position.get("liquidity").getAsString();
        json("amm:withdraw NEAR --from user_1 --min0 1 --min1 1 --liquidity " + all + range, 0);
        assertThat(json("amm:positions user_1 --ranged --json", 0).getAsJsonArray("items"))
                .isEmpty();
        assertThat(json("amm:pools --ranged --json", 0).getAsJsonArray("items")).hasSize(1);
        assertThat(error("amm:deposit NEAR --from user_1 --amount0 1 --amount1 1 --min-liquidity -1" + range))
                .isEqualTo("INVALID_ARGUMENT");
        assertThat(error("amm:deposit NEAR --from user_1 --amount0 1 --amount1 1 --min-liquidity 1"
                        + " --lower-price 0 --upper-price x --json"))
                .isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void whatIsRefusedSaysWithNumbersWhy() {
        pool();
        JsonObject refused = json("amm:swap --from user_2" + TEN + " --min-out 4.6 --json", 1);
        assertThat(refused.getAsJsonObject("receipt")
                        .getAsJsonObject("failure")
                        .get("message")
                        .getAsString())
                .isEqualTo(
                        "would receive 4.53305446 BTC, you asked for at least 4.6 BTC: quote again, or accept less.");
        assertThat(failure("amm:swap --from user_2 --asset ETH --for BTC --receive 4 --max-in 8 --via ETH_BTC --json"))
                .isEqualTo("TOO_MUCH_IN");
        assertThat(error("amm:quote --asset ETH --for BTC --receive 50 --via ETH_BTC --json"))
                .isEqualTo("NOT_SO_MUCH");
        assertThat(error("amm:quote" + TEN + " --receive 1 --json")).isEqualTo("INVALID_ARGUMENT");
        assertThat(error("amm:quote --asset ETH --for BTC --amount 6000000000000000 --via ETH_BTC --json"))
                .isEqualTo("POOL_FULL");
        assertThat(error("amm:pool NONE --json")).isEqualTo("UNKNOWN_POOL");
        assertThat(error("amm:deposit NONE --from user_1 --amount0 1 --amount1 1 --min-shares 1 --json"))
                .isEqualTo("UNKNOWN_POOL");
        assertThat(failure("amm:deposit ETH_BTC --from user_2 --amount0 1 --amount1 1 --min-shares 9 --json"))
                .isEqualTo("TOO_FEW_SHARES");
    }

    private void pool() {
        example("pool-create");
        example("deposit");
    }

    private String error(String line) {
        return json(line, 1).getAsJsonObject("error").get("code").getAsString();
    }

    private String failure(String line) {
        return json(line, 1)
                .getAsJsonObject("receipt")
                .getAsJsonObject("failure")
                .get("code")
                .getAsString();
    }

    /** Runs the example of a command, with some words replaced by those that follow them. */
    private JsonObject example(String name, String... replaced) {
        Class<? extends Action> command = Examples.commandsBeside(SwapCommand.class).stream()
                .filter(each -> Examples.name(each).equals("amm:" + name))
                .findFirst()
                .orElseThrow();
        assertThat(Examples.of(command)).as(name).hasSize(1);
        String line = Examples.of(command).get(0);
        for (int i = 0; i < replaced.length; i += 2) {
            line = line.replace(replaced[i], replaced[i + 1]);
        }
        examples.add(Examples.name(command));
        return json(line + " --json", 0);
    }

    private JsonObject json(String line, int exit) {
        Outcome outcome = console.run(line);
        assertThat(outcome.exit()).as(line + ": " + outcome.out()).isEqualTo(exit);
        return JsonParser.parseString(outcome.out()).getAsJsonObject();
    }
}
