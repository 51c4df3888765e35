// SPDX-License-Identifier: GPL-3.0-or-later
// Every example in every size of window: no text that is painted ends in an ellipsis unless the
// place says all of it when asked.
#include "core/presets/builtin_scenarios.h"
#include "tests/ui/shell/text_checks.h"
#include "tests/ui/shell/text_recorder.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/panels/lower_pane.h"
#include "ui/views/scene/scene_view.h"

#include <QSet>
#include <QStandardPaths>

class TestCutTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture.open(QStringLiteral("1f1b-4-8"));
    }
    void noTextIsCut_data();
    void noTextIsCut();

private:
    // Cut texts of a part of the window, or of all of it, as it is.
    QSet<QString> cutTextsOf(QWidget &part);
    // Of the scene without its caches.
    QSet<QString> cutTextsOfScene();

    WindowFixture m_fixture;
};

namespace {

// These say that something goes on.
bool isCut(const QString &text)
{
    return text.contains(QChar(0x2026)) && text != QStringLiteral("Trying ideas…") &&
           text != QStringLiteral("Looking for a fit…");
}

} // namespace

QSet<QString> TestCutTexts::cutTextsOf(QWidget &part)
{
    QSet<QString> cut;
    TextRecorder recorder(part.size());
    part.render(&recorder);
    for (const RecordedText &drawn : recorder.texts()) {
        const QPoint at = part.mapTo(&m_fixture.window(), drawn.at.toPoint() + QPoint(3, -4));
        if (isCut(drawn.text) && !tellsAll(m_fixture.window().childAt(at)))
            cut.insert(drawn.text);
    }
    return cut;
}

QSet<QString> TestCutTexts::cutTextsOfScene()
{
    QSet<QString> cut;
    const core::SnapshotPtr snapshot = m_fixture.document().snapshot();
    if (!snapshot)
        return cut;
    const auto &scene = m_fixture.part<ui::SceneView>();
    TextRecorder of(scene.size());
    QPainter painter(&of);
    ui::paintScene(painter, *snapshot, m_fixture.playback().moment(), scene.size(),
                   m_fixture.window().appearance().look());
    painter.end();
    for (const RecordedText &drawn : of.texts()) {
        if (isCut(drawn.text))
            cut.insert(drawn.text);
    }
    return cut;
}

void TestCutTexts::noTextIsCut_data()
{
    QTest::addColumn<QString>("scenario");
    for (const core::BuiltinScenario &scenario : core::builtinScenarios())
        QTest::newRow(scenario.id.data()) << QString::fromLatin1(scenario.id.data());
}

void TestCutTexts::noTextIsCut()
{
    QFETCH(const QString, scenario);
    m_fixture.openBuiltin(scenario);
    QStringList found;
    for (const QSize size : {QSize(1024, 640), QSize(1280, 720), QSize(1920, 1080)}) {
        m_fixture.window().resize(size);
        QCoreApplication::processEvents();
        const auto note = [&](const QString &where, const QSet<QString> &cut) {
            for (const QString &text : cut)
                found.append(QStringLiteral("%1 at %2: %3").arg(where).arg(size.width()).arg(text));
        };
        note(QStringLiteral("scene"), cutTextsOfScene());
        // A tab changes nothing but the pane that it is in.
        auto &pane = m_fixture.part<ui::LowerPane>();
        for (const char *tab : {"timeline", "memory", "busy", "network"}) {
            const QString name = QString::fromLatin1(tab);
            pane.showTab(name);
            QCoreApplication::processEvents();
            const bool first = name == QStringLiteral("timeline");
            note(name, cutTextsOf(first ? static_cast<QWidget &>(m_fixture.window()) : pane));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

QTEST_MAIN(TestCutTexts)
#include "tst_cut_texts.moc"
