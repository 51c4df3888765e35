// SPDX-License-Identifier: GPL-3.0-or-later
// Random walks over sliders, tiles, lists, locks and undo in a window of two sizes: no two widgets
// lie over each other, and every label has room for its text.
#include "core/scenario/edits.h"
#include "tests/ui/shell/window_fixture.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/push_button.h"
#include "ui/panels/scenario_controls.h"
#include "ui/shell/message_strip.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QLabel>
#include <QStandardPaths>

#include <cmath>
#include <random>

namespace {

constexpr unsigned kSeed = 20'261'129;
constexpr int kWalks = 10; // of each size
constexpr int kMoves = 6;
constexpr const char *kStarts[] = {"1f1b-4-8",      "dp-90-3",     "llama7b-zero3-8",
                                   "gpt3-64-4x4x4", "mixtral-ep8", "interleaved-4-8x2"};

QString nameOf(const QWidget *widget)
{
    QString name = QString::fromLatin1(widget->metaObject()->className());
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        name += QStringLiteral(" \"%1\"").arg(label->text());
    else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        name += QStringLiteral(" \"%1\"").arg(button->text());
    else if (const auto *elided = qobject_cast<const ui::ElidedLabel *>(widget))
        name += QStringLiteral(" \"%1\"").arg(elided->text());
    const QRect at = widget->geometry();
    return name + QStringLiteral(" at %1,%2 %3x%4")
                      .arg(at.x())
                      .arg(at.y())
                      .arg(at.width())
                      .arg(at.height());
}

// Returns how many pairs it compared.
int addOverlaps(const QWidget &parent, QStringList &found)
{
    int pairs = 0;
    QList<const QWidget *> widgets;
    for (const QWidget *child :
         parent.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        // A message lies over the empty part of the menu bar for some seconds.
        const bool over = qobject_cast<const ui::MessageStrip *>(child) != nullptr;
        if (!over && child->isVisible() && !child->isWindow() && !child->size().isEmpty())
            widgets.append(child);
    }
    // What scrolls is larger than what is seen of it.
    const bool scrolls =
        qobject_cast<const QAbstractScrollArea *>(parent.parentWidget()) != nullptr;
    for (qsizetype i = 0; i < widgets.size(); ++i) {
        if (!scrolls && !parent.rect().contains(widgets[i]->geometry()))
            found.append(nameOf(widgets[i]) + QStringLiteral(" leaves ") + nameOf(&parent));
        // A button ends in an ellipsis where its text is long, and its tip has all of it.
        const bool cut = qobject_cast<const ui::PushButton *>(widgets[i]) != nullptr &&
                         !widgets[i]->toolTip().isEmpty();
        if (const QSize least = widgets[i]->minimumSizeHint().boundedTo(widgets[i]->sizeHint());
            !cut && (least.width() > widgets[i]->width() || least.height() > widgets[i]->height()))
            found.append(nameOf(widgets[i]) +
                         QStringLiteral(" needs %1x%2").arg(least.width()).arg(least.height()));
        for (qsizetype k = i + 1; k < widgets.size(); ++k) {
            ++pairs;
            if (widgets[i]->geometry().intersects(widgets[k]->geometry()))
                found.append(nameOf(widgets[i]) + QStringLiteral(" lies over ") +
                             nameOf(widgets[k]));
        }
    }
    return pairs;
}

// A plain text that its label cuts, in height or in width.
void addCutText(const QLabel &label, QStringList &found)
{
    if (label.text().isEmpty() || Qt::mightBeRichText(label.text()))
        return;
    const QRect room = label.contentsRect();
    const int flags = label.wordWrap() ? Qt::TextWordWrap : Qt::TextSingleLine;
    const QRect needed = label.fontMetrics().boundingRect(
        QRect(0, 0, label.wordWrap() ? room.width() : 10'000, 10'000), flags, label.text());
    if (needed.width() > room.width() + 1 || needed.height() > room.height() + 1)
        found.append(nameOf(&label) +
                     QStringLiteral(" needs %1x%2").arg(needed.width()).arg(needed.height()));
}

} // namespace

class TestWidgetPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture.open(QStringLiteral("1f1b-4-8"));
    }
    void nothingOverlapsAndNoLabelIsCut_data();
    void nothingOverlapsAndNoLabelIsCut();

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    void move();
    void slide();
    void ask(core::Setting setting, std::int64_t value);
    [[nodiscard]] QStringList misplaced();

    std::mt19937 m_random;
    WindowFixture m_fixture;
    int m_pairs = 0; // of widgets that were compared
    int m_labels = 0;
};

void TestWidgetPlaces::ask(core::Setting setting, std::int64_t value)
{
    ui::Document &document = m_fixture.document();
    document.edit(core::asking(document.wish(), setting, value), QStringLiteral("move"));
}

void TestWidgetPlaces::slide()
{
    static const QList<ui::SliderSpec> specs = ui::sliderSpecs();
    const ui::Document &document = m_fixture.document();
    const ui::ControlContext now{document.scenario(), {}, document.wish().follows};
    const ui::SliderSpec &spec = specs[upTo(static_cast<int>(specs.size()) - 1)];
    if (!spec.setting || !spec.visible(now.scenario))
        return;
    const std::vector<double> stops = spec.scale(now).stops;
    const int stop = upTo(static_cast<int>(stops.size()) - 1);
    ask(*spec.setting, std::llround(stops[static_cast<std::size_t>(stop)]));
}

void TestWidgetPlaces::move()
{
    ui::Document &document = m_fixture.document();
    switch (upTo(9)) {
    case 0:
        return document.undoStack().undo();
    case 1:
        return document.edit(
            core::following(document.wish(), static_cast<core::BatchPart>(upTo(2))),
            QStringLiteral("lock"));
    case 2:
        return ask(core::Setting::Split, upTo(5));
    case 3:
        return ask(core::Setting::Schedule, upTo(static_cast<int>(core::schedules().size()) - 1));
    default:
        return slide();
    }
}

QStringList TestWidgetPlaces::misplaced()
{
    QStringList found;
    m_pairs += addOverlaps(m_fixture.window(), found);
    for (const QWidget *widget : m_fixture.window().findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->isWindow())
            continue;
        m_pairs += addOverlaps(*widget, found);
        if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            addCutText(*label, found);
            ++m_labels;
        }
    }
    return found;
}

void TestWidgetPlaces::nothingOverlapsAndNoLabelIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1024x640") << QSize(1024, 640);
    QTest::newRow("1280x720") << QSize(1280, 720);
}

void TestWidgetPlaces::nothingOverlapsAndNoLabelIsCut()
{
    QFETCH(const QSize, size);
    static const int walks =
        qEnvironmentVariableIntValue("PARALLARIUM_WALKS") > 0 // for a longer search by hand
            ? qEnvironmentVariableIntValue("PARALLARIUM_WALKS")
            : kWalks;
    m_fixture.window().resize(size);
    m_pairs = m_labels = 0;
    for (int walk = 0; walk < walks; ++walk) {
        m_random.seed(kSeed + static_cast<unsigned>(walk));
        const char *start = kStarts[static_cast<std::size_t>(walk) % std::size(kStarts)];
        m_fixture.openBuiltin(QString::fromLatin1(start));
        for (int step = 0; step < kMoves; ++step) {
            move();
            m_fixture.settle();
            QCoreApplication::processEvents();
            const QStringList found = misplaced();
            QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("%1, walk %2, move %3: ")
                                                     .arg(QLatin1String(start))
                                                     .arg(walk)
                                                     .arg(step) +
                                                 found.join(u'\n')));
        }
    }
    qInfo("%d pairs of widgets, %d labels", m_pairs, m_labels);
    QVERIFY(m_pairs > 20 * walks * kMoves && m_labels >= walks * kMoves);
}

QTEST_MAIN(TestWidgetPlaces)
#include "tst_widget_places.moc"
