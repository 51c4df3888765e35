// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/scenario_json.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"
#include "core/scenario/edits.h"
#include "ui/controls/choice_box.h"
#include "ui/controls/push_button.h"
#include "ui/controls/value_slider.h"
#include "ui/document/document.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/degree_note.h"

#include <QLineEdit>
#include <QTest>

#include <algorithm>

using namespace ui;

namespace {

struct Bench
{
    explicit Bench(const char *id)
    {
        document.open(core::loadScenario(id).value(), {});
        panel.resize(256, 900);
        panel.show();
    }
    ValueSlider &slider(const char *id)
    {
        return *panel.findChild<ValueSlider *>(QString::fromLatin1(id));
    }
    // As a person does: click the number, type, Return.
    void type(const char *id, const char *text)
    {
        slider(id).beginTyping();
        auto *editor = slider(id).findChildren<QLineEdit *>().last(); // earlier ones go later
        editor->setText(QString::fromLatin1(text));
        QTest::keyClick(editor, Qt::Key_Return);
    }
    [[nodiscard]] QString note() const
    {
        return panel.findChild<ControlNote *>(QStringLiteral("degreeNote"))->text();
    }

    Document document;
    ControlPanel panel{document};
};

} // namespace

// What is said where a typed degree cannot be. GPT-3 has 96 heads and 96 layers.
class TestDegreeControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatDoesNotDivideIsSaid_data();
    void whatDoesNotDivideIsSaid();
    void whatDividesIsTakenWithoutAWord();
    void aNumberBeyondTheEndsIsSaid();
    void theFirstSliderStandsOffTheListAboveIt_data();
    void theFirstSliderStandsOffTheListAboveIt();
    void fp8IsOfferedWhereTheDeviceHasIt();
};

void TestDegreeControls::whatDoesNotDivideIsSaid_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QString>("note");
    QTest::addColumn<int>("taken");
    // gpt3-64-4x4x4: 64 GPUs, in groups of 4
    QTest::newRow("heads") << QByteArray("tensor") << QByteArray("5")
                           << QStringLiteral("5 does not divide 96 attention heads; took 4") << 4;
    QTest::newRow("devices") << QByteArray("tensor") << QByteArray("48")
                             << QStringLiteral("48 does not divide 64 GPUs; took 32") << 32;
    QTest::newRow("stages") << QByteArray("stages") << QByteArray("5")
                            << QStringLiteral("5 does not divide 16 groups of GPUs; took 4") << 4;
    QTest::newRow("replicas") << QByteArray("replicas") << QByteArray("3")
                              << QStringLiteral("3 does not divide 16 groups of GPUs; took 2") << 2;
}

void TestDegreeControls::whatDoesNotDivideIsSaid()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, typed);
    QFETCH(QString, note);
    QFETCH(int, taken);
    Bench bench("gpt3-64-4x4x4");
    bench.type(id.constData(), typed.constData());
    QVERIFY2(bench.note().startsWith(note), qPrintable(bench.note()));
    QCOMPARE(qRound(bench.slider(id.constData()).value()), taken);
    QVERIFY(bool(core::validate(bench.document.scenario())));
}

void TestDegreeControls::whatDividesIsTakenWithoutAWord()
{
    Bench bench("gpt3-64-4x4x4");
    bench.type("tensor", "4"); // as it was
    QVERIFY(bench.note().isEmpty());
    bench.type("tensor", "8");
    QCOMPARE(bench.document.scenario().parallel.tensor, 8);
    QVERIFY(!bench.note().contains(QStringLiteral("divide")));
    QVERIFY(bench.note().contains(QStringLiteral("replicas 4 → 2")));
}

void TestDegreeControls::aNumberBeyondTheEndsIsSaid()
{
    Bench bench("gpt3-64-4x4x4");
    bench.type("devices", "999999");
    QCOMPARE(bench.document.scenario().cluster.devices, 131'072);
    QVERIFY2(bench.note().contains(QStringLiteral("999,999 is not from 1 to 131,072")),
             qPrintable(bench.note()));
}

void TestDegreeControls::theFirstSliderStandsOffTheListAboveIt_data()
{
    QTest::addColumn<QByteArray>("scenario");
    for (const char *id : {"gpt3-64-4x4x4", "gpt3-64-t16", "llama3-405b-16k", "mixtral-ep8"})
        QTest::newRow(id) << QByteArray(id);
}

// Chunks, the first of all, is not always shown.
void TestDegreeControls::theFirstSliderStandsOffTheListAboveIt()
{
    QFETCH(QByteArray, scenario);
    Bench bench(scenario.constData());
    QCoreApplication::processEvents();
    const QList<ValueSlider *> sliders = bench.panel.findChildren<ValueSlider *>();
    const ValueSlider *first = nullptr; // the highest
    for (const ValueSlider *slider : sliders) {
        if (slider->isVisible() && (first == nullptr || slider->y() < first->y()))
            first = slider;
    }
    QVERIFY(first != nullptr);
    int above = 0;
    for (const ChoiceBox *box : bench.panel.findChildren<ChoiceBox *>()) {
        if (box->isVisible() && box->y() < first->y())
            above = std::max(above, box->geometry().bottom() + 1);
    }
    QVERIFY(above > 0);
    QCOMPARE(first->y() - above, 8);
}

void TestDegreeControls::fp8IsOfferedWhereTheDeviceHasIt()
{
    Bench bench("deepseek-v3-2048");
    bench.panel.findChild<PushButton *>(QStringLiteral("more"))->click();
    const auto *without = bench.panel.findChild<ChoiceBox *>(QStringLiteral("precision"));
    const auto *with = bench.panel.findChild<ChoiceBox *>(QStringLiteral("precisionWithFp8"));
    QVERIFY(!without->isVisible());
    QVERIFY(with->isVisible());
    QCOMPARE(with->currentText(), QStringLiteral("fp8"));
    const core::DeviceSpec &older = *core::findDevice("a100-80g");
    bench.document.edit(core::withDeviceSpec(bench.document.scenario(), older), {});
    QVERIFY(!with->isVisible());
    QCOMPARE(without->currentText(), QStringLiteral("bf16"));
}

QTEST_MAIN(TestDegreeControls)
#include "tst_degree_controls.moc"
