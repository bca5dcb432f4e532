package org.quoin.host.gateway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.DeactivateModule;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** The pages show a real ledger behind a real gateway, and act on it. */
@ExtendWith(Chromium.class)
class PageTest {
    /** When one leaves a page, its stream of events ends. */
    private static final String LEAVING = "/api/v1/events";

    /** Of what is looked for and is not there. */
    private static final String ABSENT = LEAVING + "|status of 4[02][42]";

    /** In milliseconds; a machine that builds meanwhile has other things to do. */
    private static final double LATEST_PAINT = 5_000;

    private static final Bytes HTLC = RulesJars.of("htlc", "1.1.0", HtlcRules.class);

    private final TestLedger ledger = TestLedger.create();
    private GatewayServer server = new GatewayServer(ledger.ledger());
    private @Nullable Page opened;

    @BeforeEach
    void payBob() {
        ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse("12.5", TestLedger.ETH)));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.navigate("about:blank");
        }
        server.close();
        ledger.close();
    }

    @Test
    @Tolerates(ABSENT)
    void everyPageShowsTheLedgerOnAScreenAndOnAPhone(Page page) {
        ledger.activate(HTLC);
        Receipt receipt = ledger.submit(Person.ALICE, contract());
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("/", "Development ledger");
        shown.put("/app/blocks", "Blocks");
        shown.put("/app/blocks/1", "Block 1");
        shown.put("/app/tx/" + receipt.transaction(), "Transaction");
        shown.put("/app/accounts", "Accounts");
        shown.put("/app/accounts/alice", "alice");
        shown.put("/app/assets", "Assets");
        shown.put("/app/assets/QUO", "QUO");
        shown.put("/app/capabilities", "Capabilities");
        shown.put("/app/c/htlc", "htlc");
        shown.put("/app/c/htlc/do/create", "Create");
        shown.put("/app/c/htlc/ask/contracts", "Contracts");
        shown.put("/app/keys", "Keys");
        shown.put("/app/api", "API");
        shown.put("/app/search?q=nobody", "Search");
        shown.put("/app/nowhere", "There is no such page");

        open(page, "/app/blocks/0");
        shown.forEach((address, title) -> {
            page.setViewportSize(1200, 800);
            if (address.contains("htlc")) {
                open(page, address);
            } else {
                visit(page, address);
            }
            assertThat(page.locator("h1")).hasText(title);
            assertThat(page.locator(".bone")).hasCount(0);
            assertThat(page.locator("[role=alert]")).hasCount(0);
            assertThat(page).hasTitle(title + " · Quoin");
            requireWidth(page, address);
            page.setViewportSize(360, 800);
            requireWidth(page, address);
        });
    }

    @Test
    @Tolerates(LEAVING)
    void whatHappensAppearsAtOnceAndInWords(Page page) {
        open(page, "/");
        assertThat(page.locator(".sentence").first()).hasText("ledger" + "Transferred 12.5 ETH from alice to bob.");
        assertThat(page.locator(".figures time")).hasText(Pattern.compile("just now|seconds? ago|minutes? ago"));
        page.evaluate("window.sameDocument = true");

        ledger.submit(Person.BOB, new Transfer("bob", "alice", Amount.parse("0.000000000000000001", TestLedger.ETH)));

        assertThat(page.locator(".sentence").first())
                .hasText("ledger" + "Transferred 0.000000000000000001 ETH from bob to alice.");
        assertThat(page.locator(".height")).hasText(Pattern.compile("2$"));

        page.locator(".sentence").first().getByText("bob").click();
        assertThat(page.locator("h1")).hasText("bob");
        assertThat(row(page, "ETH")).containsText("1,012.499999999999999999");
        ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse("1", TestLedger.ETH)));
        assertThat(row(page, "ETH")).containsText("1,013.499999999999999999");
        page.goBack();
        assertThat(page.locator("h1")).hasText("Development ledger");
        page.goForward();
        assertThat(page.locator("h1")).hasText("bob");
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    }

    @Test
    @Tolerates(LEAVING)
    void aTransactionIsShownInWordsInFullAndRaw(Page page) {
        Receipt receipt = ledger.submit(Person.BOB, new Transfer("bob", "alice", Amount.parse("2000", TestLedger.QUO)));
        open(page, "/app/tx/" + receipt.transaction());

        assertThat(page.locator(".lead")).containsText("rejected in block 2, signed by bob.");
        assertThat(page.locator(".note.bad")).containsText("INSUFFICIENT_BALANCE");
        assertThat(page.locator(".story").first()).hasText("ledger" + "Transfer 2,000 QUO from bob to alice.");

        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Simple"))
                .focus();
        page.keyboard().press("ArrowRight");
        assertThat(page.getByRole(AriaRole.TABPANEL)).containsText("Place in the block");
        assertThat(page.getByRole(AriaRole.TABPANEL))
                .containsText(Person.BOB.signer().publicKey().toString());
        page.keyboard().press("ArrowRight");
        String bytes = ledger.ledger()
                .transaction(receipt.transaction())
                .orElseThrow()
                .encode()
                .toHex();
        assertThat(page.locator("pre").first()).hasText(bytes);
    }

    @Test
    @Tolerates(ABSENT)
    void searchFindsWhateverATextNames(Page page) {
        ledger.activate(HTLC);
        Receipt receipt = ledger.submit(Person.ALICE, contract());
        String block = ledger.ledger().block(1).orElseThrow().header().hash().toHex();
        String agreement = receipt.events().get(0).data().hash("id").toHex();
        Map<String, String> found = new LinkedHashMap<>();
        found.put("2", "Block 2");
        found.put(block, "Block 1");
        found.put(receipt.transaction().toHex().toUpperCase(Locale.ROOT), "Transaction");
        found.put("bob", "bob");
        found.put("quo", "QUO");
        found.put(agreement, "Contract");
        open(page, "/");
        found.forEach((text, title) -> {
            search(page, text);
            assertThat(page.locator("h1")).hasText(title);
        });
        assertThat(page.locator(".facts").last()).containsText("open");

        search(page, "no such thing");
        assertThat(page.locator("main")).containsText("Nothing on this ledger is called so.");
    }

    /** All that a newcomer does, with nothing but the page and the key of somebody who opens his account. */
    @Test
    @Tolerates(ABSENT)
    void aKeyOfTheBrowserSignsWhatAFormSays(@TempDir Path directory, Page page) {
        open(page, "/app/keys");
        importKeyOfAlice(page);

        page.locator("#create-account").fill("carol");
        page.locator("#create-passphrase").fill("correct horse battery");
        button(page, "Create a key").click();
        assertThat(button(page, "Keep the key in this browser")).isDisabled();
        Download recovery = page.waitForDownload(
                () -> button(page, "Save the recovery file").click());
        Path file = directory.resolve(recovery.suggestedFilename());
        recovery.saveAs(file);
        page.locator("#check-file").setInputFiles(file);
        button(page, "Keep the key in this browser").click();
        page.getByText("Open it, signed by alice").click();
        assertThat(page.locator("#f-account")).hasValue("carol");
        submit(page, "Account created carol, key");
        assertThat(ledger.ledger().account("carol")).isPresent();

        open(page, "/app/c/ledger/do/transfer");
        assertThat(page.locator("#f-from")).hasValue("alice");
        page.locator("#f-to").fill("carol");
        page.locator("#f-asset").fill("QUO");
        page.locator("#f-amount").fill("0.0000000000000000001");
        button(page, "Preview").click();
        assertThat(page.locator(".wrong")).hasText("This asset has at most 18 decimals.");
        page.locator("#f-amount").fill("5000");
        button(page, "Preview").click();
        assertThat(page.locator("aside")).containsText("It would be rejected.");
        page.locator("#f-amount").fill("250.75");
        submit(page, "Transferred 250.75 QUO from alice to carol.");
        assertThat(page.locator(".note.good")).containsText("Done. Your transaction is in block 3.");

        open(page, "/app/c/ledger/do/transfer");
        page.locator("#signer").selectOption("carol");
        page.locator("#f-to").fill("bob");
        page.locator("#f-asset").fill("QUO");
        button(page, "All of it").click();
        submit(page, "Transferred 250.75 QUO from carol to bob.");
        assertThat(ledger.balance(Person.BOB, TestLedger.QUO).toPlainString()).isEqualTo("1250.75");
        assertThat(page.evaluate("""
                        new Promise(resolve => {
                          indexedDB.open('quoin').onsuccess = event => {
                            const all = event.target.result.transaction('keys').objectStore('keys').getAll();
                            all.onsuccess = () => resolve(all.result.map(key => key.account + ' ' + key.pair.privateKey.extractable).sort().join());
                          };
                        })""")).isEqualTo("alice false,carol false");
    }

    @Test
    @Tolerates(ABSENT)
    void everyKindOfFieldHasAControlThatGivesWhatTheLedgerTakes(Page page) {
        ledger.activate(HTLC);
        String seed = Hash.sha256("alice".getBytes(StandardCharsets.UTF_8)).toHex();
        open(page, "/app/keys");
        page.locator("#key-file")
                .setInputFiles(new FilePayload(
                        "alice.key", "text/plain", ("ed25519 " + seed).getBytes(StandardCharsets.UTF_8)));
        button(page, "Import").click();
        assertThat(page.locator("main")).containsText("active: signs for alice.");

        page.locator("nav").getByText("htlc").click();
        page.locator("main")
                .getByText("Create", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator("#f-beneficiary").fill("bob");
        page.locator("#f-asset").fill("ETH");
        page.locator("#f-amount").fill("3");
        page.locator("#f-secretHash").fill("hello");
        page.locator("#f-secretHash ~ select").selectOption("text");
        page.locator("#f-preimageLength").fill("5");
        button(page, "in 1 hour").click();
        page.getByLabel("Auto refund").check();
        page.locator("#f-margin").fill("1h30m");
        submit(page, "Created 3 ETH, funder alice, beneficiary bob, preimage length 5, expiry in");

        page.locator(".story").last().locator("a code").click();
        assertThat(page.locator("h1")).hasText("Contract");
        String id = String.valueOf(page.evaluate("new URLSearchParams(location.search).get('id')"));
        page.locator("nav").getByText("htlc").click();
        page.locator("main")
                .getByText("Redeem", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator("#f-id").fill(id);
        page.locator("#f-preimage").fill("hello");
        page.locator("#f-preimage ~ select").selectOption("text");
        submit(page, "Redeemed 3 ETH, beneficiary bob");

        page.locator("nav").getByText("htlc").click();
        page.locator("main")
                .getByText("Contracts", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByLabel("State").check();
        page.locator("#f-state").selectOption("redeemed");
        button(page, "Ask").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody")).containsText("redeemed");
        assertThat(page.evaluate("location.search").toString()).contains("state=redeemed");
        page.reload();
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    @Tolerates(ABSENT)
    void rulesThatComeAndGoChangeAnOpenPage(Page page) {
        open(page, "/app/c/htlc");
        page.evaluate("window.sameDocument = true");
        assertThat(page.locator("main")).containsText("htlc is not active on this ledger now.");
        assertThat(page.locator("nav .sub")).hasCount(0);

        ledger.activate(HTLC);
        assertThat(page.locator("nav .sub")).hasText("htlc");
        page.locator("main").getByText("Withdraw offer").click();
        assertThat(page.locator("#f-id")).isVisible();

        ledger.submit(Person.ALICE, new DeactivateModule("htlc"));
        assertThat(page.locator("main")).containsText("htlc is not active on this ledger now.");
        assertThat(page.locator("#f-id")).hasCount(0);
        assertThat(page.locator("nav .sub")).hasCount(0);
        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    }

    @Test
    @Tolerates(LEAVING)
    void aBalanceIsProvedInTheBrowserAndAForgedOneIsNot(Page page) {
        open(page, "/app/accounts/bob");
        row(page, "ETH").getByText("Prove").click();
        assertThat(page.locator(".verdict")).hasText("After block 1 bob has 1012.5 ETH, as 1 of 1 operators certify.");
        assertThat(page.locator("main")).containsText("met now for the first time");

        page.route("**/api/v1/proof?*", route -> {
            String answer = route.fetch().text();
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(answer.replaceFirst("\"proof\":\"(..)..", "\"proof\":\"$1ff")));
        });
        row(page, "ETH").getByText("Prove").click();
        assertThat(page.locator(".verdict")).containsText("Nothing is proved: ");
        assertThat(page.locator(".note.bad")).containsText("as it has known them before");
    }

    /** The page encodes, whoever has the key signs, and the page submits. */
    @Test
    @Tolerates(LEAVING)
    void whatIsSignedElsewhereIsSubmittedHere(Page page) {
        open(page, "/app/c/ledger/do/transfer");
        page.locator("#signer").fill("bob");
        assertThat(page.locator("#f-from")).hasValue("bob");
        page.locator("#f-to").fill("alice");
        page.locator("#f-asset").fill("ETH");
        page.locator("#f-amount").fill("0.5");
        button(page, "Encode for a signer elsewhere").click();
        String message = page.locator("aside pre").first().textContent();
        page.locator("#signature")
                .fill(Person.BOB.signer().sign(Bytes.fromHex(message)).toHex());
        button(page, "Submit").click();

        assertThat(page.locator("h1")).hasText("Transaction");
        assertThat(page.locator(".story").last()).containsText("Transferred 0.5 ETH from bob to alice.");
    }

    @Test
    @Tolerates(LEAVING)
    void whereFeesAreChargedTheFormOffersThemAndNamesWhoPays(Page page) {
        ledger.activate(RulesJars.flatFees());
        ledger.advance(Duration.ofMillis(1));
        Amount before = ledger.balance(Person.BOB, TestLedger.QUO);
        open(page, "/app/keys");
        importKeyOfAlice(page);
        open(page, "/app/c/ledger/do/transfer");
        page.locator("#f-to").fill("bob");
        page.locator("#f-asset").fill("ETH");
        page.locator("#f-amount").fill("0.5");
        button(page, "Preview").click();
        assertThat(page.locator("aside"))
                .containsText(Pattern.compile(
                        "a fee of 0\\.000[0-9]+ QUO and at most 0\\.000[0-9]+ QUO\\. Signed for alice"));

        page.locator("#signer").selectOption("somebody elsewhere");
        page.locator("#signer-name").fill("bob");
        page.locator("#f-to").fill("alice");
        page.getByLabel("Fee sponsor (optional)").check();
        page.locator("#f-fee-sponsor").fill("alice");
        button(page, "Encode for a signer elsewhere").click();
        String message = page.locator("aside pre").first().textContent();
        page.locator("#signature")
                .fill(Person.BOB.signer().sign(Bytes.fromHex(message)).toHex());
        button(page, "Submit").click();

        assertThat(page.locator("h1")).hasText("Transaction");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Detailed"))
                .click();
        assertThat(page.locator(".facts").nth(1)).containsText(Pattern.compile("Fee limit0\\.000.* QUO.*Sponsoralice"));
        assertThat(ledger.balance(Person.BOB, TestLedger.QUO)).isEqualTo(before);
    }

    @Test
    @Tolerates(LEAVING + "|/api/v1/blocks")
    void whatFailsSaysSoAndCanBeTriedAgain(Page page) {
        page.addInitScript("""
                Object.defineProperty(window, 'isSecureContext', {value: false});
                Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined});""");
        page.route("**/api/v1/blocks?*", route -> route.abort());
        open(page, "/app/blocks");
        assertThat(page.locator("main [role=alert]")).containsText("The gateway does not answer");
        page.unroute("**/api/v1/blocks?*");
        button(page, "Try again").click();
        assertThat(page.locator("tbody tr")).hasCount(2);

        assertThat(page.locator(".strip.bad")).containsText("you can look, and cannot sign");
        visit(page, "/app/keys");
        assertThat(page.locator("main")).containsText("This browser keeps no keys for this page.");
        visit(page, "/app/accounts/bob");
        row(page, "ETH").getByText("Prove").click();
        assertThat(page.locator("main [role=alert]")).containsText("A browser checks proofs only over HTTPS");
    }

    /** Whatever a name, a version, a sentence or a value says, wherever it may come from. */
    @Test
    @Tolerates(LEAVING + "|status of 4..")
    void whatOthersWriteIsShownAsText(Page page) {
        String evil = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>&lt;b&gt;";
        String json = evil.replace("\"", "\\\"");
        page.route(
                "**/api/v1/accounts?*",
                route -> answer(
                        route,
                        "{\"items\":[{\"name\":\"" + json + "\",\"keys\":[\"" + json
                                + "\"],\"nonces\":[]}],\"next\":null}"));
        page.route(
                "**/api/v1/assets?*",
                route -> answer(
                        route,
                        "{\"items\":[{\"asset\":\"" + json + "\",\"decimals\":1,\"supply\":\"" + json
                                + "\",\"issuer\":\"" + json + "\"}],\"next\":null}"));
        page.route(
                "**/api/v1/modules",
                route -> answer(
                        route,
                        "{\"items\":[{\"name\":\"" + json + "\",\"version\":\"" + json + "\",\"sha256\":\"" + json
                                + "\",\"state\":\"" + json
                                + "\",\"openAgreements\":1,\"activeFrom\":null}],\"next\":null}"));
        page.route(
                "**/api/v1/transactions/*",
                route -> answer(
                        route,
                        "{\"tx\":\"00\",\"height\":1,\"index\":0,\"status\":\"" + json
                                + "\",\"failure\":{\"code\":\"" + json + "\",\"message\":\"" + json
                                + "\",\"values\":{\"a\":\"" + json
                                + "\"}},\"gas\":1,\"fee\":\"0\",\"feeAsset\":\"" + json
                                + "\",\"events\":[{\"sequence\":0,\"type\":\"ledger." + json
                                + "\",\"data\":{\"text\":\"" + json + "\"}}],\"transaction\":{\"signer\":\"" + json
                                + "\",\"operations\":[{\"capability\":\"ledger\",\"operation\":\"" + json
                                + "\",\"schema\":1,\"values\":{\"text\":\"" + json
                                + "\"},\"spends\":[]}]},\"bytes\":\"00\"}"));
        page.route(
                "**/api/v1/accounts/alice",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(404)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"" + json + "\",\"message\":\"" + json + "\",\"values\":{}}")));
        String inAddress = URLEncoder.encode(evil, StandardCharsets.UTF_8).replace("+", "%20");
        List<String> addresses = new ArrayList<>(List.of(
                "/app/accounts",
                "/app/assets",
                "/app/capabilities",
                "/app/tx/00",
                "/app/accounts/alice",
                "/app/search?q=" + inAddress,
                "/app/accounts/" + inAddress,
                "/app/c/" + inAddress));
        open(page, "/");
        for (String address : addresses) {
            visit(page, address);
            assertThat(page.locator("main")).containsText("<img src");
            if (address.startsWith("/app/tx/")) {
                for (String view : List.of("Detailed", "Raw")) {
                    page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(view))
                            .click();
                    assertThat(page.locator("main")).containsText("<img src");
                }
            }
            assertThat(page.locator("#page img, #page script")).hasCount(0);
        }
        assertThat(page.evaluate("window.hacked")).isNull();
    }

    @Test
    @Tolerates(ABSENT)
    void thePageIsUsedWithTheKeyboardAlone(Page page) {
        open(page, "/");
        assertThat(page.locator(".figures")).isVisible();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        assertThat(page.locator(".skip")).isInViewport();

        page.keyboard().press("/");
        assertThat(page.locator("#search")).isFocused();
        page.keyboard().type("alice");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("alice");

        page.keyboard().press("?");
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
        page.keyboard().press("g");
        page.keyboard().press("b");
        assertThat(page.locator("h1")).hasText("Blocks");
        assertThat(page.locator("h1")).isFocused();
    }

    @Test
    @Tolerates(LEAVING)
    void lightAndDarkFollowTheSystemOrTheReaderFromTheFirstPaintOn(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        open(page, "/");
        String background = "getComputedStyle(document.body).backgroundColor";
        Object dark = page.evaluate(background);
        page.locator(".theme").click();
        Object light = page.evaluate(background);
        assertThat(light).isNotEqualTo(dark);
        page.reload();
        assertThat(page.evaluate(background)).isEqualTo(light);
        double paint = ((Number) page.evaluate("""
                new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint')
                    .forEach(paint => done(paint.startTime))).observe({type: 'paint', buffered: true}))""")).doubleValue();
        System.out.printf("first contentful paint after %.0f ms%n", paint);
        assertThat(paint).isLessThan(LATEST_PAINT);
    }

    @Test
    @Tolerates("ERR_|status of 5..")
    void aLostConnectionIsToldAndThePageGoesOnWhenItIsBack(Page page) {
        open(page, "/");
        assertThat(page.locator(".figures")).isVisible();
        int port = server.address().getPort();
        server.close();
        assertThat(page.locator(".strip.bad")).containsText("The connection to the ledger is lost.");

        server = new GatewayServer(ledger.ledger(), port);
        assertThat(page.locator(".strip.good")).containsText("The connection is back.");
        assertThat(page.locator(".strip.bad")).hasCount(0);
        ledger.submit(Person.BOB, new Transfer("bob", "alice", Amount.parse("7", TestLedger.ETH)));
        assertThat(page.locator(".sentence").first()).containsText("Transferred 7 ETH from bob to alice.");
    }

    private static CreateHtlc contract() {
        return new CreateHtlc(
                "alice",
                "bob",
                Amount.parse("1", TestLedger.ETH),
                Hash.sha256("hello".getBytes(StandardCharsets.UTF_8)),
                5,
                TestLedger.START.plus(Duration.ofHours(1)));
    }

    private static void requireWidth(Page page, String address) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("what %s has beside the screen, in pixels", address)
                .isLessThanOrEqualTo(0);
    }

    private void open(Page page, String address) {
        opened = page;
        page.navigate(server.address().resolve(address).toString());
    }

    /** Goes there as a link of the page would. */
    private static void visit(Page page, String address) {
        page.evaluate(
                "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }",
                address);
    }

    private static void search(Page page, String text) {
        page.locator("#search").fill(text);
        page.locator("#search").press("Enter");
    }

    private static Locator row(Page page, String asset) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(asset));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void importKeyOfAlice(Page page) {
        String seed = Hash.sha256("alice".getBytes(StandardCharsets.UTF_8)).toHex();
        page.getByLabel("Recovery file, or key file of a node’s wallet")
                .setInputFiles(new FilePayload(
                        "alice.key", "text/plain", ("ed25519 " + seed + "\n").getBytes(StandardCharsets.UTF_8)));
        button(page, "Import").click();
        assertThat(page.locator("main")).containsText("active: signs for alice.");
    }

    /** Previews a form that is filled in, and submits it if that is what would happen. */
    private static void submit(Page page, String expected) {
        button(page, "Preview").click();
        assertThat(page.locator("aside .story")).containsText(expected);
        button(page, "Submit").click();
        assertThat(page.locator("h1")).hasText("Transaction");
        assertThat(page.locator(".story").last()).containsText(expected);
    }

    private static void answer(Route route, String json) {
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(json));
    }
}
