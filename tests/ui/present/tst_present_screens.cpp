// SPDX-License-Identifier: GPL-3.0-or-later
// A laptop with a projector: the class has the one, notes and time are on the other; and what
// happens when the projector is pulled out in the middle of a lesson.
#include "../shell/window_fixture.h"
#include "ui/controls/elided_label.h"
#include "ui/modes/lessons_mode.h"
#include "ui/present/present_screen.h"
#include "ui/present/teacher_window.h"
#include "ui/shell/presenting.h"

#include <QApplication>
#include <QFile>
#include <QScreen>
#include <QWindow>

#include <algorithm>

namespace {

const QRect kLaptop(0, 0, 1366, 768);
const QRect kProjector(1366, 0, 1280, 720);

QByteArray screensFile()
{
    const auto screen = [](const char *name, const QRect &area) {
        return QStringLiteral(R"({"name": "%1", "x": %2, "y": %3, "width": %4, "height": %5,
                                  "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1})")
            .arg(QString::fromLatin1(name))
            .arg(area.x())
            .arg(area.y())
            .arg(area.width())
            .arg(area.height());
    };
    return QStringLiteral(R"({"screens": [%1, %2]})")
        .arg(screen("laptop", kLaptop), screen("projector", kProjector))
        .toUtf8();
}

} // namespace

class TestPresentScreens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.close(); }
    void theClassHasTheProjectorAndTheTeacherTheLaptop();
    void aScreenThatIsPulledOutEndsNothing();
    void theyPartAgainWhenItComesBack();

private:
    [[nodiscard]] ui::Presenting &presenting() { return m_fixture.window().presenting(); }
    [[nodiscard]] ui::LessonCourse &course() { return m_fixture.part<ui::LessonsMode>().course(); }
    [[nodiscard]] QRect classPlace() { return m_fixture.window().geometry(); }
    void pullOut()
    {
        presenting().useScreens({QGuiApplication::primaryScreen()});
        QCoreApplication::processEvents();
    }
    [[nodiscard]] bool tells(const QString &sentence)
    {
        const auto lines = presenting().screen()->findChildren<ui::ElidedLabel *>();
        return std::ranges::any_of(lines, [&](const ui::ElidedLabel *line) {
            return line->isVisible() && line->text().contains(sentence);
        });
    }

    WindowFixture m_fixture;
};

void TestPresentScreens::init()
{
    QCOMPARE(QGuiApplication::screens().size(), 2);
    m_fixture.open(QStringLiteral("gpipe-4-8"));
    m_fixture.window().modes().choose(QStringLiteral("lessons"));
    m_fixture.part<ui::LessonsMode>().start(QStringLiteral("waiting"));
    m_fixture.settle();
    course().next(); // a step with a note
    m_fixture.settle();
    presenting().start();
    QCoreApplication::processEvents();
}

void TestPresentScreens::theClassHasTheProjectorAndTheTeacherTheLaptop()
{
    QVERIFY(presenting().isOn());
    QVERIFY2(kProjector.contains(classPlace().center()),
             qPrintable(m_fixture.window().screen()->name()));
    const ui::TeacherWindow *teacher = presenting().teacher();
    QVERIFY(teacher != nullptr && teacher->isVisible());
    QVERIFY(kLaptop.contains(teacher->geometry()));
    QVERIFY(teacher->notes().contains(QString::fromStdString(course().step().note)));
    QCOMPARE(teacher->time(), QStringLiteral("0:00"));
    QVERIFY(!tells(QStringLiteral("second screen")));
}

void TestPresentScreens::aScreenThatIsPulledOutEndsNothing()
{
    const std::size_t step = course().index();
    pullOut();
    QVERIFY(presenting().isOn());
    QVERIFY(kLaptop.contains(classPlace().center()));
    QVERIFY(presenting().teacher() == nullptr); // it would lie over what the class sees
    QVERIFY(tells(QStringLiteral("The second screen is gone; N opens the notes here.")));
    QCOMPARE(course().index(), step);
    // It goes on, and the sentence goes with the next key.
    presenting().screen()->press(Qt::Key_1);
    presenting().screen()->press(Qt::Key_PageDown);
    QVERIFY(!course().isPredicting());
    QVERIFY(!tells(QStringLiteral("second screen")));
    presenting().screen()->press(Qt::Key_N);
    QVERIFY(presenting().teacher() != nullptr);
    pullOut(); // once more, which tells nothing new
    QVERIFY(!tells(QStringLiteral("second screen")));
}

void TestPresentScreens::theyPartAgainWhenItComesBack()
{
    pullOut();
    presenting().useScreens(QGuiApplication::screens());
    QCoreApplication::processEvents();
    QVERIFY(presenting().teacher() != nullptr);
    QVERIFY(kLaptop.contains(presenting().teacher()->geometry()));
    QVERIFY(kProjector.contains(classPlace().center()));
}

int main(int argc, char **argv)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("screens.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(screensFile()) < 0)
        return 1;
    file.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + QFile::encodeName(path));
    QApplication application(argc, argv);
    TestPresentScreens test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_present_screens.moc"
