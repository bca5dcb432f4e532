package org.quoin.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.quoin.assembly.Node.Run;

/** Fees, referral and pools as somebody at a shell has them: deployed into the running ledger, and taken away again. */
public class FeesIT {
    private static final String PAY = "ledger:transfer --from user_1 --to user_2 --amount 1 --asset ETH --json";

    @ClassRule
    public static final Node node = new Node();

    @Before
    public void start() throws Exception {
        if (!Files.exists(node.data().resolve("run.json"))) {
            Run start = node.start();
            assertThat(start.exit()).as(start.err()).isZero();
        }
    }

    @Test
    public void theSameCommandCostsSomethingWhileFeesAreDeployedAndNothingBeforeAndAfter() throws Exception {
        free();
        assertThat(fee(PAY)).isZero();

        assertThat(fee("feature:install quoin-fees", PAY)).isPositive();
        Run doomed = node.run("exec", "ledger:transfer --from user_1 --to user_2 --amount 99999999 --asset ETH --json");
        assertThat(doomed.exit()).isEqualTo(1);
        assertThat(doomed.out())
                .as("refused, so there is no receipt and no fee")
                .startsWith("{\"error\":");

        free();
        assertThat(fee(PAY)).isZero();
        assertThat(node.run("exec", "ledger:verify").exit()).isZero();
    }

    @Test
    public void theToursEndWithFiguresAndCanBeTakenAgain() throws Exception {
        for (String name : List.of("fees", "referral", "fees", "amm")) {
            Run tour = node.run("tour", name);

            assertThat(tour.exit()).as(tour.err()).isZero();
            String last = tour.out().lines().reduce("", (first, second) -> second);
            assertThat(JsonParser.parseString(last)
                            .getAsJsonObject()
                            .get("tour")
                            .getAsString())
                    .isEqualTo(name);
        }
    }

    private static void free() throws Exception {
        for (String feature : List.of("quoin-referral", "quoin-fees", "quoin-amm")) {
            Run unused = node.run("exec", "feature:uninstall " + feature);
        }
        TimeUnit.SECONDS.sleep(6);
        assertThat(node.run("status", "--json").out()).contains("\"capabilities\":[]");
    }

    private static BigDecimal fee(String... lines) throws Exception {
        String[] arguments = new String[lines.length + 1];
        arguments[0] = "exec";
        System.arraycopy(lines, 0, arguments, 1, lines.length);
        Run run = node.run(arguments);
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        String last = run.out().lines().reduce("", (first, second) -> second);
        JsonObject receipt = JsonParser.parseString(last).getAsJsonObject().getAsJsonObject("receipt");
        assertThat(receipt.get("status").getAsString()).isEqualTo("applied");
        return receipt.get("fee").getAsBigDecimal();
    }
}
