// SPDX-License-Identifier: GPL-3.0-or-later
// Modes in every size of window, zoomed, in both languages and in one whose sentences are 40 %
// longer than in English, as others are: no text lies over another, is clipped, struck through, or
// shortened for good.
#include "tests/ui/shell/still_window.h"
#include "tests/ui/shell/text_checks.h"
#include "ui/controls/cover_card.h"
#include "ui/modes/best_layout_mode.h"
#include "ui/modes/lessons_mode.h"
#include "ui/modes/sweep_mode.h"
#include "ui/words/language.h"

#include <QStandardPaths>
#include <QTest>

namespace {

// Of all kinds of scenes and panels; Explore has one after the other, the other modes the first.
constexpr const char *kScenarios[] = {"llama7b-pp4",     "gpt3-64-4x4x4",    "llama7b-zero3-8",
                                      "llama3-405b-16k", "deepseek-v3-2048", "llama7b-dp8-80",
                                      "chimera-4-8",     "dp8-straggler",    "mixtral-ep8"};

struct Window : StillWindow
{
    using StillWindow::StillWindow;
    void choose(const QString &mode)
    {
        window->modes().choose(mode);
        if (auto *lessons = window->findChild<ui::LessonsMode *>())
            lessons->prepareLesson(QStringLiteral("waiting"), 1); // where something is asked
        const auto isBusy = [this] {
            const auto *sweep = window->findChild<ui::SweepMode *>();
            const auto *search = window->findChild<ui::BestLayoutMode *>();
            return (sweep != nullptr && sweep->isBusy()) || (search != nullptr && search->isBusy());
        };
        QTRY_VERIFY_WITH_TIMEOUT(!isBusy(), 60'000);
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QStringList faults() const
    {
        TextRecorder recorder(window->size());
        window->render(&recorder);
        const std::vector<RecordedText> &texts = recorder.texts();
        return overlapsIn(texts) + strikesIn(texts) + clippedIn(texts, *window) +
               shortenedIn(texts, *window);
    }
};

// Logical pixels: of what is read by everybody half of the smallest window, of the others a window
// of 1280 at twice the size; the editor is for one that is not zoomed.
int leastWidth(const QString &mode)
{
    const bool isForAll = mode == QStringLiteral("explore") || mode == QStringLiteral("lessons") ||
                          mode == QStringLiteral("quiz");
    return isForAll ? 512 : mode == QStringLiteral("editor") ? 1000 : 640;
}

} // namespace

class TestAllSizes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void everyTextCanBeRead_data();
    void everyTextCanBeRead();
    void coversLieOnWhatTheyCover();

private:
    LongerLanguage m_longer;
};

void TestAllSizes::everyTextCanBeRead_data()
{
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QString>("mode");
    for (const char *language : {"en", "de", "longer"}) {
        for (const char *mode : {"explore", "train", "sweep", "best-layout"})
            QTest::addRow("%s, %s", language, mode)
                << QByteArray(language) << QString::fromLatin1(mode);
    }
    QTest::newRow("en, editor") << QByteArray("en") << QStringLiteral("editor");
    for (const char *language : {"en", "de"}) {
        for (const char *mode : {"lessons", "quiz"})
            QTest::addRow("%s, %s", language, mode)
                << QByteArray(language) << QString::fromLatin1(mode);
    }
}

void TestAllSizes::everyTextCanBeRead()
{
    QFETCH(const QByteArray, language);
    QFETCH(const QString, mode);
    if (language == "longer")
        QCoreApplication::installTranslator(&m_longer);
    else
        ui::useLanguage(QString::fromLatin1(language));
    QStringList found;
    const bool all = mode == QStringLiteral("explore");
    for (const char *scenario : kScenarios) {
        Window of(mode == QStringLiteral("train") ? "train-digits-1" : scenario);
        of.setSize({1280, 720}, 100);
        of.choose(mode);
        for (const QSize size : {QSize(1024, 640), QSize(1280, 720), QSize(1920, 1080)}) {
            for (const int zoom : {100, 150, 200}) {
                if (size.width() * 100 / zoom < leastWidth(mode))
                    continue;
                of.setSize(size, zoom);
                const auto note = [&](const QString &tab) {
                    for (const QString &fault : of.faults())
                        found.append(QStringLiteral("%1, %2 at %3 %, %4: %5")
                                         .arg(QLatin1StringView(scenario))
                                         .arg(size.width())
                                         .arg(zoom)
                                         .arg(tab, fault));
                };
                for (const ui::ChoiceItem &tab : of.window->mode().tabs()) {
                    of.window->mode().showTab(tab.id);
                    QCoreApplication::processEvents();
                    note(tab.id);
                }
                if (of.window->mode().tabs().isEmpty())
                    note({});
            }
        }
        if (!all)
            break;
    }
    QCoreApplication::removeTranslator(&m_longer);
    ui::useLanguage(QStringLiteral("en"));
    found.removeDuplicates();
    for (const QString &fault : found)
        qWarning("%s", qPrintable(fault));
    QVERIFY(found.isEmpty());
}

// That of the scene on all of it; those of headline and lower pane beside it, high enough for a
// line, and nothing wider than what is seen of it.
void TestAllSizes::coversLieOnWhatTheyCover()
{
    Window of("gpipe-4-8");
    of.window->modes().choose(QStringLiteral("lessons"));
    auto *lessons = of.window->findChild<ui::LessonsMode *>();
    QVERIFY(lessons != nullptr);
    int seen = 0;
    for (const auto &[lesson, step] : {std::pair("waiting", 1), std::pair("memory", 2)}) {
        for (const QSize size : {QSize(1024, 640), QSize(1280, 720), QSize(1920, 1080)}) {
            for (const int zoom : {100, 150, 200}) {
                of.setSize(size, zoom);
                lessons->prepareLesson(QLatin1StringView(lesson), step);
                QCoreApplication::processEvents();
                const auto *scene = lessons->findChild<ui::SceneView *>();
                const auto areaOf = [lessons](const QWidget &widget) {
                    return QRect(widget.mapTo(lessons, QPoint()), widget.size());
                };
                for (const ui::CoverCard *cover : lessons->findChildren<ui::CoverCard *>()) {
                    if (!cover->isVisible())
                        continue;
                    ++seen;
                    if (cover->parentWidget() == scene)
                        QCOMPARE(cover->geometry(), scene->rect());
                    else
                        QVERIFY(!areaOf(*cover).intersects(areaOf(*scene)));
                    QVERIFY(cover->height() >= QFontMetrics(cover->font()).height());
                }
                QVERIFY(scene->width() <= scene->visibleRegion().boundingRect().width());
            }
        }
    }
    QVERIFY(seen > 0);
}

QTEST_MAIN(TestAllSizes)
#include "tst_all_sizes.moc"
