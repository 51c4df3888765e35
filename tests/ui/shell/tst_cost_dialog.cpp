// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of a run in the window: it follows every number, the step, and what was entered before.
#include "tests/ui/shell/window_fixture.h"

#include "core/campaign/campaign_text.h"
#include "ui/shell/cost_dialog.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/language.h"

#include <QAbstractSpinBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

class TestCostDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fixture.open(text("llama7b-pp4")); }
    void itSaysWhatTheRunCosts();
    void everyNumberChangesTheAnswer();
    void failuresAreAnOption();
    void itFollowsTheStepOfTheWindow();
    void whatWasEnteredIsThereAgain();
    void onlyWhatWasEnteredIsKept();
    void everyFieldIsReachedByTheKeyboard();
    void whatIsShownIsCopied();

private:
    ui::CostDialog &dialog();
    QDoubleSpinBox &field(const char *label);
    QComboBox &unit() { return *dialog().findChild<QComboBox *>(); }
    QString value(const char *name);
    void closeDialog();

    WindowFixture m_fixture;
};

ui::CostDialog &TestCostDialog::dialog()
{
    if (m_fixture.window().findChild<ui::CostDialog *>() == nullptr)
        m_fixture.window().actions().find(text("cost"))->trigger();
    return m_fixture.part<ui::CostDialog>();
}

// The one that this label belongs to, or that has this name.
QDoubleSpinBox &TestCostDialog::field(const char *label)
{
    for (auto *box : dialog().findChildren<QDoubleSpinBox *>()) {
        if (box->accessibleName() == text(label))
            return *box;
    }
    for (auto *found : dialog().findChildren<QLabel *>()) {
        auto *box = qobject_cast<QDoubleSpinBox *>(found->buddy());
        if (found->text() == text(label) && box != nullptr)
            return *box;
    }
    qFatal("There is no field %s", label);
}

QString TestCostDialog::value(const char *name)
{
    for (const ui::CostRow &row : dialog().rows()) {
        if (row.name == text(name))
            return row.value;
    }
    return {};
}

void TestCostDialog::closeDialog()
{
    dialog().close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(m_fixture.window().findChild<ui::CostDialog *>() == nullptr);
}

void TestCostDialog::itSaysWhatTheRunCosts()
{
    unit().setCurrentIndex(1);
    field("Length").setValue(100'000);
    field("Price of a GPU").setValue(2);
    field("Power of a GPU").setValue(500);
    field("Power usage effectiveness").setValue(1.5);
    const double hours =
        100'000 * core::seconds(m_fixture.document().snapshot()->metrics.step) / 3600;
    const auto of = [](const std::string &figure) { return QString::fromStdString(figure); };
    QCOMPARE(value("Time"), of(core::figureOfLongTime(hours * 3600).text()));
    QCOMPARE(value("GPU hours"), of(core::figureOfMany(4 * hours)));
    QCOMPARE(value("Money"), of(core::figureOfDollars(4 * hours * 2)));
    QVERIFY(value("Energy").startsWith(of(core::figureOfEnergy(4 * hours * 0.5 * 1.5).text())));
    QCOMPARE(value("Failures"), QString());
}

void TestCostDialog::everyNumberChangesTheAnswer()
{
    auto *failures = dialog().findChild<QGroupBox *>();
    failures->setChecked(true);
    for (auto *box : dialog().findChildren<QDoubleSpinBox *>()) {
        const auto said = [this] {
            QString all = dialog().problem();
            for (const ui::CostRow &row : dialog().rows())
                all += row.name + row.value;
            return all;
        };
        const QString before = said();
        const double kept = box->value();
        box->setValue(kept * 1.5);
        QVERIFY2(said() != before, qPrintable(box->suffix()));
        box->setValue(kept);
        QCOMPARE(said(), before);
    }
    failures->setChecked(false);
}

void TestCostDialog::failuresAreAnOption()
{
    auto *failures = dialog().findChild<QGroupBox *>();
    QVERIFY(value("Effective").isEmpty());
    const QString without = value("Time");
    failures->setChecked(true);
    QVERIFY(!value("Effective").isEmpty());
    QCOMPARE(value("Without failures"), without);
    QVERIFY(value("Checkpoints").contains(text("Daly")));
    failures->setChecked(false);
    QCOMPARE(value("Time"), without);
}

void TestCostDialog::itFollowsTheStepOfTheWindow()
{
    const QString before = value("Time");
    m_fixture.openBuiltin(text("llama3-405b-16k"));
    QVERIFY(value("Time") != before);
    QVERIFY(dialog().problem().isEmpty());
    // Another device has another price; the one that was entered before is kept for its own.
    QVERIFY(field("Price of a GPU").value() != 2);
    core::Scenario full = m_fixture.document().scenario();
    full.cluster.device.memory = {1'000'000};
    m_fixture.document().edit(full, text("Less memory"));
    m_fixture.settle();
    QVERIFY(dialog().rows().isEmpty());
    QVERIFY2(dialog().problem().contains(text("does not fit")), qPrintable(dialog().problem()));
    m_fixture.openBuiltin(text("llama7b-pp4"));
    QCOMPARE(value("Time"), before);
    QCOMPARE(field("Price of a GPU").value(), 2.0);
}

void TestCostDialog::whatWasEnteredIsThereAgain()
{
    field("Length").setValue(1234);
    dialog().findChild<QGroupBox *>()->setChecked(true);
    field("Time of a restart").setValue(300);
    const QString time = value("Time");
    closeDialog();
    QCOMPARE(field("Length").value(), 1234.0);
    QCOMPARE(unit().currentIndex(), 1);
    QCOMPARE(field("Time of a restart").value(), 300.0);
    QCOMPARE(field("Price of a GPU").value(), 2.0);
    QCOMPARE(value("Time"), time);
}

void TestCostDialog::everyFieldIsReachedByTheKeyboard()
{
    QSet<QWidget *> reached;
    QTRY_VERIFY(dialog().isActiveWindow());
    for (int i = 0; i < 40; ++i) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (auto *box : dialog().findChildren<QAbstractSpinBox *>())
        QVERIFY(reached.contains(box));
    for (auto *box : dialog().findChildren<QComboBox *>())
        QVERIFY(reached.contains(box));
    QVERIFY(reached.contains(dialog().findChild<QGroupBox *>()));
}

void TestCostDialog::whatIsShownIsCopied()
{
    const core::Scenario &scenario = m_fixture.document().scenario();
    ui::useLanguage(text("de"));
    const QString title = ui::titleInLanguage(scenario);
    QVERIFY(title != QString::fromStdString(scenario.title));
    for (auto *button : dialog().findChildren<QPushButton *>()) {
        if (button->text() == text("Copy"))
            button->click();
    }
    ui::useLanguage(text("en"));
    const QString copied = QGuiApplication::clipboard()->text();
    QCOMPARE(copied.section(u'\n', 0, 0), title);
    for (const ui::CostRow &row : dialog().rows())
        QVERIFY2(copied.contains(row.name + QLatin1Char('\t') + row.value), qPrintable(row.name));
}

// A preset may get a better number: one that nobody changed is not kept.
void TestCostDialog::onlyWhatWasEnteredIsKept()
{
    const auto keeps = [this](const char *name) {
        return m_fixture.window().settings().contains(text("cost/") + text(name));
    };
    closeDialog();
    for (const char *name : {"device-hours", "checkpoint", "price/a100-80g", "watts/a100-80g"})
        m_fixture.window().settings().remove(text("cost/") + text(name));
    dialog().findChild<QGroupBox *>()->setChecked(true); // which keeps what is to be kept
    const double usual = field("Between two failures of one GPU").value();
    QVERIFY(!keeps("device-hours"));
    QVERIFY(!keeps("checkpoint"));
    const QString device =
        QString::fromStdString(m_fixture.document().scenario().cluster.device.id);
    QVERIFY(!keeps(qPrintable(text("price/") + device)));
    field("Between two failures of one GPU").setValue(2 * usual);
    QVERIFY(keeps("device-hours"));
    field("Between two failures of one GPU").setValue(usual);
    QVERIFY(!keeps("device-hours"));
}

QTEST_MAIN(TestCostDialog)
#include "tst_cost_dialog.moc"
