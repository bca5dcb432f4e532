package org.quoin.host.gateway.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.quoin.host.gateway.GatewayServer;
import org.quoin.htlc.api.CreateHtlc;
import org.quoin.htlc.rules.HtlcRules;
import org.quoin.ledger.api.Amount;
import org.quoin.ledger.api.Hash;
import org.quoin.ledger.api.Receipt;
import org.quoin.ledger.api.Transfer;
import org.quoin.ledger.testkit.Person;
import org.quoin.ledger.testkit.RulesJars;
import org.quoin.ledger.testkit.TestLedger;

/** Makes the pictures of the README: arguments are Chromium's executable and the directory to write them to. */
final class Screenshots implements AutoCloseable {
    /** Of a palette. */
    private static final int COLOURS = 256;

    /** In milliseconds: until there are rates, and what arrives a few times a second is there. */
    private static final double SETTLED = 3_500;

    private final TestLedger ledger = TestLedger.create();
    private final GatewayServer server = new GatewayServer(ledger.ledger());
    private final Browser browser;
    private final Path directory;

    private Screenshots(Browser browser, Path directory) {
        this.browser = browser;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(arguments[0]))
                                .setArgs(List.of("--disable-gpu", "--disable-quic")));
                Screenshots screenshots = new Screenshots(browser, directory)) {
            screenshots.take();
        }
    }

    private void take() throws IOException {
        ledger.activate(RulesJars.of("htlc", "1.1.0", HtlcRules.class));
        Receipt contract = ledger.submit(
                Person.ALICE,
                new CreateHtlc(
                        "alice",
                        "bob",
                        Amount.parse("5", TestLedger.ETH),
                        Hash.sha256(new byte[] {1}),
                        1,
                        TestLedger.START.plus(Duration.ofDays(1))));
        for (String amount : List.of("12.5", "0.75", "300", "42")) {
            ledger.submit(Person.ALICE, new Transfer("alice", "bob", Amount.parse(amount, TestLedger.QUO)));
            ledger.advance(Duration.ofSeconds(40));
        }

        Page light = page(ColorScheme.LIGHT, 1100, 760);
        open(light, "/app/keys");
        String seed = Hash.sha256("alice".getBytes(StandardCharsets.UTF_8)).toHex();
        light.locator("#key-file")
                .setInputFiles(new FilePayload(
                        "alice.key", "text/plain", ("ed25519 " + seed).getBytes(StandardCharsets.UTF_8)));
        light.locator("form button:text-is('Import')").click();
        light.locator(".state.good").waitFor();
        shoot(light, "keys");
        open(light, "/");
        shoot(light, "home");
        open(light, "/app/tx/" + contract.transaction());
        shoot(light, "transaction");
        open(light, "/app/blocks/3");
        shoot(light, "block");
        open(light, "/app/accounts/bob");
        light.locator("td >> text=Prove").first().click();
        light.locator(".verdict").waitFor();
        shoot(light, "account");
        open(light, "/app/c/htlc");
        shoot(light, "capability");
        open(light, "/app/c/ledger/do/transfer");
        light.locator("#f-to").fill("bob");
        light.locator("#f-asset").fill("ETH");
        light.locator("#f-amount").fill("2.5");
        light.locator("text=Preview >> visible=true").first().click();
        light.locator("aside .story").waitFor();
        shoot(light, "form");
        open(light, "/app/api");
        light.locator("summary:has-text('/api/v1/accounts/{name}')").click();
        shoot(light, "api");

        Page dark = page(ColorScheme.DARK, 1100, 760);
        open(dark, "/");
        shoot(dark, "home-dark");
        Page phone = page(ColorScheme.LIGHT, 360, 760);
        open(phone, "/");
        shoot(phone, "home-phone");
        Page darkPhone = page(ColorScheme.DARK, 360, 760);
        open(darkPhone, "/app/accounts/alice");
        shoot(darkPhone, "account-phone");
    }

    private Page page(ColorScheme colours, int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(colours)
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE));
        return context.newPage();
    }

    private void open(Page page, String address) {
        page.navigate(server.address().resolve(address).toString());
        page.locator("h1").waitFor();
        page.waitForFunction("document.querySelectorAll('.bone').length === 0");
    }

    private void shoot(Page page, String name) throws IOException {
        page.waitForTimeout(SETTLED);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
        ImageIO.write(
                withPalette(picture), "png", directory.resolve(name + ".png").toFile());
    }

    /** With its most frequent colours, and the nearest of them in place of others: of a page, a third of the size. */
    private static BufferedImage withPalette(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        int[] palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        BufferedImage small = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int place = nearest.computeIfAbsent(picture.getRGB(x, y) & 0xffffff, colour -> place(palette, colour));
                small.getRaster().setSample(x, y, 0, place);
            }
        }
        return small;
    }

    private static int place(int[] palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (a >> shift & 0xff) - (b >> shift & 0xff);
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public void close() {
        server.close();
        ledger.close();
    }
}
