// SPDX-License-Identifier: GPL-3.0-or-later
// No text lies over another: on a screen of 3840 x 2160 at twice the size, and where every sentence
// is 40 % longer than in English, as in other languages.
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/still_window.h"
#include "tests/ui/shell/text_checks.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/panels/lower_pane.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/language.h"

#include <QStandardPaths>
#include <QTest>

namespace {

constexpr QSize kScreen(3840, 2160); // pixels
constexpr double kRatio = 2;

QStringList overlapsOf(const StillWindow &of)
{
    TextRecorder whole(of.window->size());
    of.window->render(&whole);
    return overlapsIn(whole.texts());
}

// Without its caches.
QStringList overlapsOfScene(const StillWindow &of)
{
    const auto *scene = of.window->findChild<ui::SceneView *>();
    TextRecorder device(scene->size());
    QPainter painter(&device);
    ui::paintScene(painter, *of.snapshot, of.playback.moment(), scene->size(),
                   of.window->appearance().look());
    painter.end();
    return overlapsIn(device.texts());
}

} // namespace

class TestTextPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextOverAnotherIsFound();
    void noTextLiesOverAnother_data();
    void noTextLiesOverAnother();

private:
    LongerLanguage m_longer;
};

// The check itself: over, beside, covered by a surface.
void TestTextPlaces::aTextOverAnotherIsFound()
{
    const auto found = [](double apart, bool covered) {
        TextRecorder recorder(QSize(400, 200));
        QPainter painter(&recorder);
        painter.drawText(QPointF(20, 100), QStringLiteral("first"));
        if (covered)
            painter.fillRect(QRectF(0, 0, 400, 200), Qt::white);
        painter.drawText(QPointF(20, 100 + apart), QStringLiteral("second"));
        painter.end();
        return overlapsIn(recorder.texts()).size();
    };
    QCOMPARE(found(3, false), 1);
    QCOMPARE(found(40, false), 0);
    QCOMPARE(found(3, true), 0);
}

void TestTextPlaces::noTextLiesOverAnother_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("language"); // "longer": as others may be
    for (const core::BuiltinScenario &scenario : core::builtinScenarios()) {
        const QByteArray id(scenario.id.data(), qsizetype(scenario.id.size()));
        for (const char *language : {"en", "de", "longer"})
            QTest::addRow("%s, %s", id.constData(), language) << id << QByteArray(language);
    }
}

void TestTextPlaces::noTextLiesOverAnother()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, language);
    if (language == "longer")
        QCoreApplication::installTranslator(&m_longer);
    else
        ui::useLanguage(QString::fromLatin1(language));
    QStringList found;
    {
        StillWindow of(scenario.constData(), kRatio);
        of.window->resize(kScreen);
        QCoreApplication::processEvents();
        auto *pane = of.window->findChild<ui::LowerPane *>();
        const auto note = [&found](const char *where, const QStringList &pairs) {
            for (const QString &pair : pairs)
                found.append(QString::fromLatin1(where) + QStringLiteral(": ") + pair);
        };
        for (const char *tab : {"memory", "busy", "network", "timeline"}) {
            pane->showTab(QString::fromLatin1(tab));
            QCoreApplication::processEvents();
            note(tab, overlapsOf(of));
        }
        note("scene", overlapsOfScene(of));
        if (language == "longer") { // larger letters have less room, smaller ones other columns
            of.setSize(kScreen, 100);
            note("at 100 %", overlapsOf(of));
        }
    }
    QCoreApplication::removeTranslator(&m_longer);
    ui::useLanguage(QStringLiteral("en"));
    found.removeDuplicates();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_MAIN(TestTextPlaces)
#include "tst_text_places.moc"
