// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/play_bar.h"
#include "ui/playback/playback.h"
#include "ui/shell/main_window.h"
#include "ui/shell/window_menus.h"
#include "ui/words/classroom_texts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFocusEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

namespace {

// Appearance and speed, which menus offer as choices.
QList<CommandPalette::Entry> settingsOf(MainWindow &window)
{
    QList<CommandPalette::Entry> entries;
    for (const ThemeChoice &choice : themeChoices())
        entries.append({CommandPalette::tr("Theme: %1").arg(choice.title),
                        CommandPalette::tr("View   Theme"),
                        [&window, id = choice.id] { window.appearance().setTheme(id); }});
    for (const int percent : Appearance::zoomSteps())
        entries.append({CommandPalette::tr("Zoom: %1 %").arg(percent),
                        CommandPalette::tr("View   Zoom"),
                        [&window, percent] { window.appearance().setZoom(percent); }});
    for (const double speed : Playback::speeds())
        entries.append({CommandPalette::tr("Speed: %1").arg(speedText(speed)),
                        CommandPalette::tr("Run   Speed"),
                        [&window, speed] { window.playback().setSpeed(speed); }});
    return entries;
}

// Of the left panel, which is shown for it.
QList<CommandPalette::Entry> controlEntries(MainWindow &window)
{
    const auto panelOf = [&window] { return window.mode().findChild<ControlPanel *>(); };
    const auto show = [&window, panelOf](const QString &id) {
        window.mode().showLeftPanel(true);
        QWidget *control = panelOf() != nullptr ? panelOf()->bringOut({id}) : nullptr;
        if (control == nullptr)
            return;
        control->setFocus(Qt::OtherFocusReason);
        // A window that is not active yet hands the focus on later, and shows no ring for it.
        if (!control->hasFocus()) {
            QFocusEvent found(QEvent::FocusIn, Qt::OtherFocusReason);
            QCoreApplication::sendEvent(control, &found);
        }
    };
    QList<CommandPalette::Entry> entries;
    if (panelOf() == nullptr)
        return entries;
    for (const ControlTitle &control : controlsOf(window.document().scenario()))
        entries.append({control.title, CommandPalette::tr("Controls"),
                        [show, id = control.id] { show(id); }, control.otherNames});
    return entries;
}

QList<CommandPalette::Entry> entriesOf(MainWindow &window)
{
    QList<CommandPalette::Entry> entries;
    for (const Actions::Row &row : window.actions().rows()) {
        if (!row.action->isEnabled() || row.id == QStringLiteral("palette"))
            continue;
        QAction *action = row.action;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        entries.append({action->text(), row.group + QStringLiteral("   ") + keys,
                        [action] { action->trigger(); }});
    }
    entries += controlEntries(window);
    for (const core::BuiltinScenario &builtin : core::builtinScenarios()) {
        const QString id = QString::fromLatin1(builtin.id.data(), qsizetype(builtin.id.size()));
        const core::Result<core::Scenario> scenario =
            core::scenarioFromJson(builtin.json, builtin.id);
        if (scenario)
            entries.append({titleInLanguage(scenario.value()),
                            CommandPalette::tr("Example   %1").arg(id),
                            [&window, id] { window.files().openBuiltin(id); }});
    }
    entries += settingsOf(window);
    for (const QString &path : window.files().recent())
        entries.append({QFileInfo(path).fileName(), path,
                        [&window, path] { window.files().openRecent(path); }});
    return entries;
}

} // namespace

CommandPalette::CommandPalette(QList<Entry> entries, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_entries(std::move(entries)),
      m_words(new QLineEdit(this)), m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Find"));
    m_words->setPlaceholderText(tr("An action, a control, a scenario, a file"));
    m_words->setAccessibleName(tr("Find"));
    m_words->setClearButtonEnabled(true);
    m_words->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAlternatingRowColors(false);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformRowHeights(true);
    m_list->setRootIsDecorated(false);
    m_list->setColumnCount(2);
    m_list->header()->hide();
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setAccessibleName(tr("Found"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_list);
    connect(m_words, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_words, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::runCurrent);
    filter();
}

void CommandPalette::open(MainWindow &window)
{
    auto *palette = new CommandPalette(entriesOf(window), &window);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    const Look &look = window.appearance().look();
    palette->resize(std::min(look.ipx(560), window.width() - look.ipx(40)),
                    std::min(look.ipx(420), window.height() - look.ipx(80)));
    palette->move(
        window.mapToGlobal(QPoint((window.width() - palette->width()) / 2, look.ipx(60))));
    palette->QDialog::open();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this); // it has no frame of the desktop's
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

QList<int> CommandPalette::matches(const QList<Entry> &entries, const QString &words)
{
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<int> found;
    for (int i = 0; i < entries.size(); ++i) {
        const QString whole =
            QStringList{entries[i].text, entries[i].hint, entries[i].otherNames}.join(u' ');
        if (std::ranges::all_of(parts, [&](const QString &part) {
                return whole.contains(part, Qt::CaseInsensitive);
            }))
            found.append(i);
    }
    if (!parts.isEmpty())
        std::ranges::stable_partition(found, [&](int i) {
            const QStringList names =
                entries[i].otherNames.split(u' ') + QStringList(entries[i].text);
            return std::ranges::any_of(names, [&parts](const QString &name) {
                return name.startsWith(parts.front(), Qt::CaseInsensitive);
            });
        });
    return found;
}

void CommandPalette::filter()
{
    m_list->clear();
    for (const int i : matches(m_entries, m_words->text())) {
        const Entry &entry = m_entries[i];
        auto *item = new QTreeWidgetItem(m_list, {entry.text, entry.hint});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, Qt::UserRole, i);
    }
    if (m_list->topLevelItemCount() == 0) {
        auto *item =
            new QTreeWidgetItem(m_list, {tr("Nothing found for \"%1\"").arg(m_words->text())});
        item->setFlags(Qt::NoItemFlags);
        item->setFirstColumnSpanned(true);
        return;
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void CommandPalette::runCurrent()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    const std::function<void()> run = m_entries[item->data(0, Qt::UserRole).toInt()].run;
    accept();
    run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress && m_list->currentItem()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int by = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (by != 0) {
            const int row = m_list->indexOfTopLevelItem(m_list->currentItem()) + by;
            m_list->setCurrentItem(
                m_list->topLevelItem(std::clamp(row, 0, m_list->topLevelItemCount() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ui
