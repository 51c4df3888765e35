// SPDX-License-Identifier: GPL-3.0-or-later
// Every dialog at every zoom on a small screen: it fits, and what it is answered with is in sight.
#include "tests/core/recorded/made_chrome.h"
#include "tests/ui/shell/window_fixture.h"

#include "core/io/scenario/unsaved.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/computer_dialog.h"
#include "ui/shell/cost_dialog.h"
#include "ui/shell/device_inspector.h"
#include "ui/shell/help_dialogs.h"
#include "ui/shell/kernel_rules_dialog.h"
#include "ui/shell/launch_dialog.h"
#include "ui/shell/launch_export_dialog.h"
#include "ui/shell/mistakes_dialog.h"
#include "ui/shell/mpi_dialog.h"
#include "ui/shell/validation_dialog.h"
#include "ui/shell/window_style.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QStyleOptionHeader>
#include <QTemporaryFile>

#include <functional>
#include <vector>

namespace {

constexpr QSize kScreen(1280, 720);

QString id(const char *text)
{
    return QString::fromLatin1(text);
}

struct Opener
{
    const char *name;
    std::function<void(WindowFixture &)> open;
};

core::OrderErrors someMistakes()
{
    core::OrderErrors errors;
    errors.listed.resize(40);
    errors.count = 40;
    for (core::OrderError &error : errors.listed)
        error.message = std::string("A forward pass comes twice.");
    return errors;
}

void openUnsaved(WindowFixture &fixture)
{
    const core::Scenario scenario = core::loadScenario("naive-4").value();
    QDir().mkpath(fixture.filePath(id("unsaved")));
    QFile file(fixture.filePath(id("unsaved/other.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(core::unsavedToJson({scenario, "naive-4", {}, false})));
    file.close();
    fixture.window().files().showUnsaved();
}

// Two ranks, a product and a collective that both are in: all parts of the dialog are there.
void openRecorded(WindowFixture &fixture)
{
    static const made::ChromeFolder folder;
    QStringList paths;
    for (int rank = 0; rank < 2; ++rank) {
        made::Events events;
        events.step(1, 0, 190'000)
            .kernel("sm80_xmma_gemm", 7, 0, 0, 60'000)
            .kernel("ncclDevKernel_AllGather", 20, 0, 60'000, 190'000,
                    R"(, "Collective name": "allgather", "Process Group Ranks": "[0, 1]",
                        "Process Group Description": "fsdp", "Seq": 0)");
        const std::string name = 'r' + std::to_string(rank) + ".json";
        QVERIFY(folder.write(name, events.document("\"schemaVersion\": 1, " + made::ofRank(rank))));
        paths.append(QString::fromStdString(folder.path(name)));
    }
    fixture.window().files().openFiles(paths);
}

void openRules(WindowFixture &fixture)
{
    auto *rules = new ui::KernelRulesDialog(fixture.window().settings(), &fixture.window());
    rules->setAttribute(Qt::WA_DeleteOnClose);
    rules->setLook(fixture.window().appearance().look());
    rules->open();
}

// With all that they come to say, which takes a second or two the first time.
void openValidation(WindowFixture &fixture)
{
    ui::showValidation(fixture.window());
    const auto *table = fixture.window().findChild<ui::ValidationDialog *>();
    QTRY_VERIFY_WITH_TIMEOUT(table->findChild<QComboBox *>()->count() > 1, 120'000);
}

void openComputer(WindowFixture &fixture)
{
    ui::showComputerDialog(fixture.window());
    const auto *dialog = fixture.window().findChild<ui::ComputerDialog *>();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->facts().contains(id("GFLOP/s")), 60'000);
}

const Opener kOpeners[] = {
    {"Guide", [](WindowFixture &of) { ui::showGuide(of.window()); }},
    {"Keyboard", [](WindowFixture &of) { ui::showKeyboard(of.window()); }},
    {"About", [](WindowFixture &of) { ui::showAbout(of.window()); }},
    {"The scene in words", [](WindowFixture &of) { ui::showDescription(of.window()); }},
    {"Export", [](WindowFixture &of) { of.window().showExport(); }},
    {"Validation", openValidation},
    {"This computer", openComputer},
    {"launch configuration", [](WindowFixture &of) { ui::showLaunchExportDialog(of.window()); }},
    {"MPI", [](WindowFixture &of) { ui::showMpiDialog(of.window()); }},
    {"Cost of a run", [](WindowFixture &of) { ui::showCostDialog(of.window()); }},
    {"Find", [](WindowFixture &of) { ui::CommandPalette::open(of.window()); }},
    {"Mistakes",
     [](WindowFixture &of) {
         ui::MistakesDialog::open(of.window(), id("orders.csv"), someMistakes());
     }},
    {"Unsaved changes", openUnsaved},
    {"Start of a framework",
     [](WindowFixture &of) {
         using About = core::LaunchQuestion::About;
         ui::LaunchDialog::open(id("run.sh"),
                                {{About::Variable, "NUMBER_OF_NODES", 3},
                                 {About::Devices, {}, 0},
                                 {About::Vocabulary, {}, 0},
                                 {About::Model, {}, 0}},
                                {}, {}, &of.window());
     }},
    {"Recorded run", openRecorded},
    {"Kinds of kernels", openRules},
    {"A GPU in detail", [](WindowFixture &of) { of.window().inspect(1); }},
};

QDialog *shownDialog(WindowFixture &fixture)
{
    for (auto *dialog : fixture.window().findChildren<QDialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

QString rectText(const QRect &rect)
{
    return QStringLiteral("%1,%2 %3x%4")
        .arg(rect.x())
        .arg(rect.y())
        .arg(rect.width())
        .arg(rect.height());
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theArrowOfAColumnPointsToItsSmallest();
    void initTestCase();
    void allOfItCanBeReached_data();
    void allOfItCanBeReached();

private:
    [[nodiscard]] QString misplacedIn(const QDialog &dialog) const;

    WindowFixture m_fixture;
};

void TestDialogs::initTestCase()
{
    QCOMPARE(QGuiApplication::primaryScreen()->availableGeometry().size(), kScreen);
    m_fixture.open(id("train-digits-pp4"));
    m_fixture.window().modes().choose(id("explore"));
    m_fixture.window().resize(kScreen);
    m_fixture.window().move(0, 0);
    m_fixture.settle();
}

QString TestDialogs::misplacedIn(const QDialog &dialog) const
{
    const QRect screen = dialog.screen()->availableGeometry();
    if (!screen.contains(dialog.frameGeometry()))
        return rectText(dialog.frameGeometry());
    for (const auto *box : dialog.findChildren<QDialogButtonBox *>()) {
        for (const QAbstractButton *button : box->buttons()) {
            const QRect at(button->mapTo(&dialog, QPoint()), button->size());
            if (button->isVisible() &&
                (!dialog.rect().contains(at) || button->visibleRegion() != QRegion(button->rect())))
                return button->text() + QLatin1Char(' ') + rectText(at);
            if (button->width() < button->sizeHint().width())
                return button->text() + id(" is cut");
        }
    }
    // Down is how one reads on; sideways nothing is looked for.
    for (const auto *area : dialog.findChildren<QScrollArea *>()) {
        if (area->horizontalScrollBar()->maximum() > 0)
            return id("scrolls sideways by %1").arg(area->horizontalScrollBar()->maximum());
    }
    return {};
}

void TestDialogs::allOfItCanBeReached_data()
{
    QTest::addColumn<int>("opener");
    for (std::size_t i = 0; i < std::size(kOpeners); ++i)
        QTest::newRow(kOpeners[i].name) << static_cast<int>(i);
}

void TestDialogs::allOfItCanBeReached()
{
    QFETCH(const int, opener);
    for (const int percent : {100, 150, 200, 225, 250}) {
        m_fixture.window().appearance().setZoom(percent);
        QCoreApplication::processEvents();
        kOpeners[opener].open(m_fixture);
        m_fixture.settle();
        QTRY_VERIFY(shownDialog(m_fixture) != nullptr);
        QDialog *dialog = shownDialog(m_fixture);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QCoreApplication::processEvents();
        const QString misplaced = misplacedIn(*dialog);
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        QVERIFY(shownDialog(m_fixture) == nullptr);
        QVERIFY2(misplaced.isEmpty(),
                 qPrintable(QStringLiteral("at %1 %: %2").arg(percent).arg(misplaced)));
    }
}

// With the largest first, which Qt calls SortUp, the arrow is widest at its top.
void TestDialogs::theArrowOfAColumnPointsToItsSmallest()
{
    ui::applyToApplication({});
    for (const auto order : {QStyleOptionHeader::SortUp, QStyleOptionHeader::SortDown}) {
        QImage image(16, 16, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionHeader option;
        option.rect = image.rect();
        option.sortIndicator = order;
        QApplication::style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &option, &painter);
        painter.end();
        std::vector<int> inked; // pixels of each line that has any
        for (int y = 0; y < image.height(); ++y) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == QColor(Qt::white) ? 0 : 1;
            if (count > 0)
                inked.push_back(count);
        }
        QVERIFY(inked.size() > 1);
        QCOMPARE(inked.front() > inked.back(), order == QStyleOptionHeader::SortUp);
    }
}

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryFile screens;
    if (!screens.open())
        return 1;
    screens.write(QStringLiteral(R"({"screens": [{"name": "small", "x": 0, "y": 0, "width": %1,
                                    "height": %2, "logicalDpi": 96, "logicalBaseDpi": 96,
                                    "dpr": 1}]})")
                      .arg(kScreen.width())
                      .arg(kScreen.height())
                      .toUtf8());
    screens.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screens.fileName().toUtf8());
    QApplication application(argc, argv);
    TestDialogs test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_dialogs.moc"
