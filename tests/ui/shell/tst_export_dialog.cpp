// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialog exports is what the window shows, and films can be given up.
#include "tests/app/svg_shapes.h"
#include "ui/playback/playback.h"
#include "ui/shell/export_dialog.h"
#include "ui/views/timeline/timeline_view.h"

#include "window_fixture.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImageReader>
#include <QLabel>
#include <QProgressDialog>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>
#include <array>

namespace {

QString id(const char *text)
{
    return QString::fromLatin1(text);
}

// Which work a pixel shows; -1: none of these.
int workOf(QRgb pixel, const ui::Theme &theme)
{
    const std::array<QColor, 4> colours = {theme.forward, theme.backward,
                                           ui::faded(theme.forward, theme),
                                           ui::faded(theme.backward, theme)};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        if (qAbs(qRed(pixel) - colours[i].red()) + qAbs(qGreen(pixel) - colours[i].green()) +
                qAbs(qBlue(pixel) - colours[i].blue()) <
            12)
            return static_cast<int>(i);
    }
    return -1;
}

constexpr int kSamples = 500;

// Along a row just below its upper edge, where no token is.
std::array<int, kSamples> worksAlong(const QImage &image, const QRectF &row, const ui::Theme &theme)
{
    std::array<int, kSamples> works{};
    const int y = qRound(row.top() + 1);
    for (int i = 0; i < kSamples; ++i)
        works[std::size_t(i)] =
            workOf(image.pixel(int(row.left() + row.width() * (i + 0.5) / kSamples), y), theme);
    return works;
}

} // namespace

class TestExportDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.open(id("1f1b-4-8")); }
    void cleanup() { m_fixture.close(); }
    void asShownIsWhatTheTimelineShows();
    void asShownHasTheSelection();
    void aFilmIsMadeWhileTheWindowLives();
    void aFilmOfTheWindowLeavesTheDialogAsItIs();
    void aFilmThatIsGivenUpLeavesNothing();
    void whatStandsStillIsNoFilm();

private:
    [[nodiscard]] QStringList files() const
    {
        return QDir(QFileInfo(m_fixture.filePath(id("film.gif"))).path())
            .entryList({id("*film*")}, QDir::Files | QDir::Hidden);
    }

    WindowFixture m_fixture;
};

void TestExportDialog::asShownIsWhatTheTimelineShows()
{
    m_fixture.window().resize(1280, 1000); // rows that are higher than their tokens
    m_fixture.playback().seekShare(0.45);
    auto &view = m_fixture.part<ui::TimelineView>();
    for (int i = 0; i < 3; ++i)
        view.zoomIn();
    m_fixture.settle();
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    for (auto *box : dialog.findChildren<QComboBox *>()) {
        if (const int shown = box->findText(id("As shown")); shown >= 0)
            box->setCurrentIndex(shown);
    }
    ui::Picture picture = dialog.picture();
    QVERIFY(picture.part.has_value());
    const ui::TimelineViewport &seen = view.viewport();
    QCOMPARE(picture.part->begin.count, std::max<std::int64_t>(0, seen.begin.count));
    QCOMPARE(picture.part->end.count,
             std::min(m_fixture.document().snapshot()->trace.stop, seen.end.count));
    QVERIFY(picture.part->end.count - picture.part->begin.count <
            m_fixture.document().snapshot()->trace.stop / 2);

    picture.theme = ui::ThemeId::Light;
    picture.scale = 1;
    const ui::Theme &theme = ui::themeOf(picture.theme);
    const QImage exported =
        ui::renderPicture(m_fixture.document().snapshot(), ui::pictureViews().front(), picture)
            .value();
    const QImage window = view.grab().toImage();
    const double ratio = window.devicePixelRatio();
    QCOMPARE(ratio, 1.0);
    // Rows of the picture: shapes have no other way to say where they are.
    const QString path = m_fixture.filePath(id("film.svg"));
    QVERIFY(dialog.saveTo(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const svg::Content shapes = svg::read(file.readAll());
    const ui::TimelineLayout &layout = view.timelineLayout();
    QCOMPARE(layout.rows.size(), std::size_t{4});
    for (const ui::TimelineRow &row : layout.rows) {
        const auto label = std::ranges::find(
            shapes.labels, QStringLiteral("GPU %1").arg(row.device), &svg::Label::text);
        QVERIFY(label != shapes.labels.end());
        // The ground of a row is the widest shape at its label.
        QRectF ground;
        for (const svg::Shape &shape : shapes.shapes) {
            const double y = label->box.center().y();
            if (shape.bounds.top() < y && shape.bounds.bottom() > y && shape.bounds.height() < 60 &&
                shape.bounds.width() > ground.width())
                ground = shape.bounds;
        }
        const auto one = worksAlong(exported, ground, theme);
        const auto other = worksAlong(window, row.rect, theme);
        int alike = 0;
        int working = 0;
        for (int i = 0; i < kSamples; ++i) {
            // Edges may lie in the next sample, since the rows differ in width.
            const auto first = other.begin() + std::max(0, i - 1);
            const auto last = other.begin() + std::min(kSamples, i + 2);
            alike += std::find(first, last, one[std::size_t(i)]) != last ? 1 : 0;
            working += one[std::size_t(i)] >= 0 ? 1 : 0;
        }
        // Both ends fade over nine pixels, which are not as large a share of both.
        QVERIFY2(alike >= kSamples - 4, qPrintable(QString::number(alike)));
        QVERIFY(working > kSamples / 4);
    }
}

void TestExportDialog::asShownHasTheSelection()
{
    auto &view = m_fixture.part<ui::TimelineView>();
    view.selectVisible();
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    QVERIFY(!dialog.picture().area.has_value()); // of the whole step, without it
    for (auto *box : dialog.findChildren<QComboBox *>()) {
        if (const int shown = box->findText(id("As shown")); shown >= 0) {
            QVERIFY(box->isEnabled()); // though the whole step is in sight
            box->setCurrentIndex(shown);
        }
    }
    QCOMPARE(dialog.picture().area, view.selection().area());
    const QString path = m_fixture.filePath(id("film.svg"));
    QVERIFY(dialog.saveTo(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const svg::Content shapes = svg::read(file.readAll());
    QVERIFY(std::ranges::any_of(shapes.labels, [](const svg::Label &label) {
        return label.text.startsWith(QStringLiteral("Selected: "));
    }));
}

void TestExportDialog::aFilmIsMadeWhileTheWindowLives()
{
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    dialog.findChild<QDoubleSpinBox *>()->setValue(1);
    const QString path = m_fixture.filePath(id("film.gif"));
    QSignalSpy ended(&dialog, &ui::ExportDialog::filmEnded);
    QVERIFY(dialog.saveTo(path));
    QVERIFY(dialog.isFilming());
    QVERIFY(!QFile::exists(path));
    auto *progress = dialog.findChild<QProgressDialog *>();
    QVERIFY(progress && progress->isVisible());
    QVERIFY2(progress->labelText().contains(id("25 frames")), qPrintable(progress->labelText()));
    QTRY_VERIFY(progress->value() >= 2); // the event loop turns
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    QVERIFY(!dialog.isFilming());
    QCOMPARE(QImageReader(path, "gif").imageCount(), 25);
}

// Each frame is a window of its own, with fonts of its own. The dialog is resized and zoomed
// meanwhile, which lays it out anew.
void TestExportDialog::aFilmOfTheWindowLeavesTheDialogAsItIs()
{
    m_fixture.window().appearance().setZoom(100);
    m_fixture.window().showExport();
    auto *dialog = m_fixture.window().findChild<ui::ExportDialog *>();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    dialog->chooseView("window");
    const QSize before = dialog->size();
    QTest::qWait(50);
    QCOMPARE(dialog->size(), before);
    dialog->findChild<QDoubleSpinBox *>()->setValue(1);
    QSignalSpy ended(dialog, &ui::ExportDialog::filmEnded);
    QVERIFY(dialog->saveTo(m_fixture.filePath(id("film.gif"))));
    auto *progress = dialog->findChild<QProgressDialog *>();
    QTRY_VERIFY(progress->value() >= 1);
    QCOMPARE(dialog->size(), before);
    for (int turn = 0; turn < 4 && ended.isEmpty(); ++turn) {
        dialog->resize(before.width() + 20 * turn, before.height());
        m_fixture.window().appearance().setZoom(turn % 2 == 0 ? 200 : 100);
        QTest::qWait(20);
    }
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 120'000);
    QCOMPARE(QImageReader(m_fixture.filePath(id("film.gif")), "gif").imageCount(), 25);
}

void TestExportDialog::aFilmThatIsGivenUpLeavesNothing()
{
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    const QString path = m_fixture.filePath(id("film.gif"));
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    const QStringList before = files();
    QSignalSpy ended(&dialog, &ui::ExportDialog::filmEnded);
    QVERIFY(dialog.saveTo(path));
    auto *progress = dialog.findChild<QProgressDialog *>();
    QVERIFY(progress);
    QTRY_VERIFY(progress->value() >= 3);
    QTest::mouseClick(progress->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(ended.count(), 1);
    QVERIFY(!dialog.isFilming());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
    QCOMPARE(files(), before);
}

void TestExportDialog::whatStandsStillIsNoFilm()
{
    ui::ExportDialog dialog(m_fixture.window().mode(), nullptr);
    const QStringList before = files();
    dialog.chooseView("busy");
    QVERIFY(!dialog.saveTo(m_fixture.filePath(id("film.gif"))));
    QVERIFY(!dialog.isFilming());
    bool said = false;
    for (const auto *label : dialog.findChildren<QLabel *>())
        said = said || label->text().contains(id("no film"));
    QVERIFY(said);
    QCOMPARE(files(), before);
}

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"
