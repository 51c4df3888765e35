// SPDX-License-Identifier: GPL-3.0-or-later
// What is painted in a colour of its own has a name: in the legend of its view, and in the key of
// all pictures, in every theme.
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/layout/scene/square_colours.h"
#include "ui/paint/scene/square_brushes.h"
#include "ui/paint/timeline/legend.h"
#include "ui/panels/lower_pane.h"
#include "ui/shell/picture_key.h"
#include "ui/views/charts/breakdown_bar.h"
#include "ui/views/charts/busy_view.h"
#include "ui/views/charts/memory_lines.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QDialog>
#include <QFontMetricsF>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>
#include <map>
#include <set>

namespace {

using Names = QSet<QString>;

struct Token
{
    const char *name;
    QColor ui::Theme::*colour;
};

// Colours that mean something wherever they are; those of idle time by the lines of its hatch.
constexpr Token kTokens[] = {
    {"forward", &ui::Theme::forward},    {"recompute", &ui::Theme::recompute},
    {"backward", &ui::Theme::backward},  {"weight gradient", &ui::Theme::weightGrad},
    {"communication", &ui::Theme::sync}, {"optimizer", &ui::Theme::optimizer},
    {"idle", &ui::Theme::idleHatch},     {"problem", &ui::Theme::problem},
    {"weights", &ui::Theme::memWeights}, {"gradients", &ui::Theme::memGrads},
    {"states", &ui::Theme::memOptim},    {"activations", &ui::Theme::memActs},
    {"buffers", &ui::Theme::memBuffers}};

// In high contrast some are the colour of letters, and the lines of idle time are those of bars.
bool isDistinct(const Token &token, const ui::Theme &theme)
{
    const bool isShared = theme.flat && token.colour == &ui::Theme::idleHatch;
    return !isShared && (theme.*token.colour).rgb() != theme.text1.rgb();
}

// Colours of which there are so many pixels: rims and letters mix theirs, and between the round
// corners of cells a little of the hatch below them is seen.
constexpr int kOfView = 200;
constexpr int kOfPatch = 1;
Names namesIn(const QImage &image, const ui::Theme &theme, int least = kOfView)
{
    std::map<QRgb, int> pixels;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++pixels[image.pixel(x, y) | 0xFF000000U];
    }
    Names names;
    for (const Token &token : kTokens) {
        const QRgb colour = (theme.*token.colour).rgb();
        if (isDistinct(token, theme) && pixels[colour] >= least)
            names.insert(QString::fromLatin1(token.name));
    }
    return names;
}

QImage imageOf(QWidget &view)
{
    QImage image(view.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    view.render(&image, QPoint(), QRegion(), QWidget::DrawChildren);
    return image;
}

template <class Paint>
Names namesPainted(const ui::Look &look, Paint paint)
{
    QImage image(look.ipx(60), look.ipx(40), QImage::Format_RGB32);
    image.fill(look.theme.surface);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, QRectF(look.px(10), look.px(10), look.px(34), look.px(18)));
    painter.end();
    return namesIn(image, look.theme, kOfPatch);
}

Names namesOf(const QList<ui::LegendEntry> &legend, const ui::Look &look)
{
    Names names;
    for (const ui::LegendEntry &entry : legend)
        names |= namesPainted(look, [&](QPainter &painter, const QRectF &rect) {
            ui::paintLegendSwatch(painter, rect, entry, look);
        });
    return names;
}

Names namesOfKey(ui::Look look)
{
    look.scale = 4; // at the size of a patch the lines of a hatch are mixed with its ground
    Names names;
    for (const ui::KeyGroup &group : ui::pictureKey()) {
        for (const ui::KeyRow &row : group.rows)
            names |= namesPainted(look, [&](QPainter &painter, const QRectF &rect) {
                row.paint(painter, rect, look);
            });
    }
    return names;
}

QString listed(const Names &names)
{
    return QStringList(names.begin(), names.end()).join(QStringLiteral(", "));
}

} // namespace

class TestNamedColours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture.open(QStringLiteral("1f1b-4-8"));
        m_fixture.window().resize(1280, 720);
    }
    void theKeyHasEveryColourOfEveryTheme();
    void theKeyHasARowForEveryState();
    void theKeyIsShown();
    void everyLineOfTheMemoryHasAName();
    void everyColourOfAViewIsInItsLegend_data();
    void everyColourOfAViewIsInItsLegend();

private:
    void check(const QString &where, const Names &seen, const Names &named);
    WindowFixture m_fixture;
    QStringList m_found;
};

void TestNamedColours::theKeyHasEveryColourOfEveryTheme()
{
    for (const ui::ThemeId id :
         {ui::ThemeId::Light, ui::ThemeId::Dark, ui::ThemeId::HighContrast, ui::ThemeId::Print}) {
        ui::Look look;
        look.theme = ui::themeOf(id);
        const Names named = namesOfKey(look);
        for (const Token &token : kTokens) {
            if (isDistinct(token, look.theme))
                QVERIFY2(named.contains(QString::fromLatin1(token.name)), token.name);
        }
    }
}

// States and causes have the brush of their squares.
void TestNamedColours::theKeyHasARowForEveryState()
{
    const ui::Look look;
    QSet<QByteArray> patches;
    const auto bytesOf = [&look](const auto &paint) {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(look.theme.surface);
        QPainter painter(&image);
        paint(painter, QRectF(3, 6, 34, 18));
        painter.end();
        return QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
    };
    QSet<QString> meanings;
    for (const ui::KeyGroup &group : ui::pictureKey()) {
        QVERIFY(!group.title.isEmpty() && !group.rows.isEmpty());
        for (const ui::KeyRow &row : group.rows) {
            QVERIFY2(!meanings.contains(group.title + row.meaning), qPrintable(row.meaning));
            meanings.insert(group.title + row.meaning);
            const QByteArray patch = bytesOf(
                [&](QPainter &painter, const QRectF &rect) { row.paint(painter, rect, look); });
            QVERIFY2(patch != bytesOf([](QPainter &, const QRectF &) {}), qPrintable(row.meaning));
            patches.insert(patch);
        }
    }
    const auto has = [&](ui::ColourBy by, int key) {
        return patches.contains(bytesOf([&](QPainter &painter, const QRectF &rect) {
            QRectF swatch(0, 0, 14, 12);
            swatch.moveCenter(rect.center());
            painter.setPen(Qt::NoPen);
            painter.setBrush(ui::squareBrush(by, key, look, 1));
            painter.drawRoundedRect(swatch, 2.5, 2.5);
        }));
    };
    for (int cause = 0; cause <= ui::kNeverIdle; ++cause)
        QVERIFY2(has(ui::ColourBy::IdleCause, cause), qPrintable(QString::number(cause)));
    for (const ui::StateKey state : {ui::StateKey::Done, ui::StateKey::Stopped,
                                     ui::StateKey::DoesNotFit, ui::StateKey::OthersDoNotFit})
        QVERIFY(has(ui::ColourBy::State, static_cast<int>(state)));
}

void TestNamedColours::theKeyIsShown()
{
    m_fixture.window().actions().find(QStringLiteral("picture-key"))->trigger();
    auto *dialog = m_fixture.window().findChild<QDialog *>(QStringLiteral("picture-key"));
    QVERIFY(dialog != nullptr && dialog->isVisible());
    dialog->reject();
}

// Alone or among others from a first to a last; in the width of the right pane too.
void TestNamedColours::everyLineOfTheMemoryHasAName()
{
    const ui::Look look;
    int together = 0;
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        const core::SnapshotPtr snapshot =
            core::run(core::loadScenario(std::string(scenario.id)).value()).value();
        const std::vector<ui::MemoryLine> lines = ui::memoryLines(*snapshot);
        for (const double width : {280.0, 600.0, 1200.0}) {
            double taken = -16;
            std::multiset<int> named;
            for (const ui::MemoryKeyPart &part : ui::memoryKey(lines, width, look)) {
                QVERIFY(!part.name.isEmpty() && !part.lines.empty());
                QVERIFY(std::ranges::is_sorted(part.lines, {}, &ui::MemoryLine::tint));
                together += part.lines.size() > 1 ? 1 : 0;
                for (const ui::MemoryLine &line : part.lines)
                    named.insert(line.row);
                taken +=
                    (part.lines.size() > 1 ? 32 : 16) + 5 + 16 +
                    QFontMetricsF(look.font(ui::TextRole::Caption)).horizontalAdvance(part.name);
            }
            QVERIFY2(taken <= width + 1, qPrintable(QStringLiteral("%1: %2 in %3, %4 lines")
                                                        .arg(QLatin1StringView(scenario.id.data()))
                                                        .arg(taken)
                                                        .arg(width)
                                                        .arg(lines.size())));
            QCOMPARE(named.size(), lines.size());
            for (const ui::MemoryLine &line : lines)
                QCOMPARE(named.count(line.row), std::size_t{1});
        }
    }
    QVERIFY(together > 5);
}

void TestNamedColours::everyColourOfAViewIsInItsLegend_data()
{
    QTest::addColumn<ui::ThemeId>("theme");
    QTest::newRow("light") << ui::ThemeId::Light;
    QTest::newRow("dark") << ui::ThemeId::Dark;
    QTest::newRow("high contrast") << ui::ThemeId::HighContrast;
}

void TestNamedColours::check(const QString &where, const Names &seen, const Names &named)
{
    if (!(seen - named).isEmpty())
        m_found.append(where + QStringLiteral(": ") + listed(seen - named));
}

void TestNamedColours::everyColourOfAViewIsInItsLegend()
{
    QFETCH(const ui::ThemeId, theme);
    ui::MainWindow &window = m_fixture.window();
    window.appearance().showTheme(theme);
    const ui::Look &look = window.appearance().look();
    const Names inKey = namesOfKey(look);
    m_found.clear();
    int colours = 0;
    auto &pane = m_fixture.part<ui::LowerPane>();
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        const QString id = QLatin1StringView(scenario.id.data(), qsizetype(scenario.id.size()));
        m_fixture.openBuiltin(id);
        const core::SnapshotPtr snapshot = m_fixture.document().snapshot();
        if (window.modes().currentId() != QStringLiteral("explore") || !snapshot ||
            snapshot->trace.stop == 0)
            continue;
        m_fixture.playback().seek({snapshot->trace.stop});
        const auto show = [&](const char *tab) {
            pane.showTab(QString::fromLatin1(tab));
            QCoreApplication::processEvents();
        };
        show("timeline");
        Names seen = namesIn(imageOf(m_fixture.part<ui::TimelineView>()), look.theme);
        Names named = namesOf(ui::workLegend(*snapshot), look);
        named.insert(QStringLiteral("problem")); // rows are marked with an icon, which has a tip
        // Where nothing is idle the ground of a row, which is that of idle time, is seen between
        // cells.
        if (std::ranges::none_of(ui::breakdownParts(*snapshot), [](const ui::BreakdownPart &part) {
                return part.colour == &ui::Theme::idle;
            }))
            named.insert(QStringLiteral("idle"));
        check(id + QStringLiteral(" timeline"), seen, named);
        colours += int(seen.size());
        show("busy");
        seen = namesIn(imageOf(m_fixture.part<ui::BusyView>()), look.theme);
        named = namesOf(ui::busyLegend(*snapshot), look);
        for (const ui::BreakdownPart &part : ui::breakdownParts(*snapshot)) // above the bars
            named |= namesOf({{part.name, part.colour, part.swatch}}, look);
        check(id + QStringLiteral(" busy"), seen, named);
        colours += int(seen.size());
        show("memory");
        m_fixture.document().select(snapshot->plan.rows[0].devices.front());
        QCoreApplication::processEvents();
        seen = namesIn(imageOf(m_fixture.part<ui::MemoryView>()), look.theme);
        check(id + QStringLiteral(" memory"), seen, namesOf(ui::memoryLegend(*snapshot, 0), look));
        colours += int(seen.size());
        m_fixture.document().select({});
        for (const double share : {0.3, 0.8}) {
            m_fixture.playback().seekShare(share);
            seen = namesIn(imageOf(m_fixture.part<ui::SceneView>()), look.theme);
            check(id + QStringLiteral(" scene"), seen, inKey);
            colours += int(seen.size());
        }
    }
    QVERIFY2(m_found.isEmpty(), qPrintable(m_found.join(u'\n')));
    QVERIFY(colours > 200);
}

QTEST_MAIN(TestNamedColours)
#include "tst_named_colours.moc"
