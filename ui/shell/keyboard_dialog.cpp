// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyboard_dialog.h"

#include "ui/shell/actions.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/fixed_keys.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

KeyboardDialog::KeyboardDialog(Actions &actions, QSettings &settings, QWidget *parent)
    : QDialog(parent), m_actions(actions), m_settings(settings), m_table(new QTreeWidget(this)),
      m_key(new QKeySequenceEdit(this)), m_assign(new QPushButton(tr("Assign"), this))
{
    setWindowTitle(tr("Keyboard"));
    m_table->setHeaderLabels({tr("Action"), tr("Key"), tr("Menu")});
    m_table->setRootIsDecorated(false);
    m_table->setAccessibleName(tr("Shortcuts"));
    setWhatsThis(tr("Choose an action, press its new keys, then Assign. Restore Defaults resets "
                    "every shortcut. The keys of a single mode, at the end, stay as they are."));
    auto *change = new QLabel(tr("New shortcut for the chosen action:"), this);
    change->setBuddy(m_key);
    auto *buttons =
        new QDialogButtonBox(QDialogButtonBox::Close | QDialogButtonBox::RestoreDefaults, this);
    auto *row = new QHBoxLayout;
    row->addWidget(change);
    row->addWidget(m_key, 1);
    row->addWidget(m_assign);
    auto *layout = new QVBoxLayout;
    layout->addWidget(m_table);
    layout->addLayout(row);
    frameDialog(*this, layout, {buttons});
    connect(m_table, &QTreeWidget::currentItemChanged, this, &KeyboardDialog::showCurrent);
    connect(m_assign, &QPushButton::clicked, this, &KeyboardDialog::assign);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] {
                m_actions.resetKeys(m_settings);
                fill();
            });
    fill();
    fitToScreen(*this, {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 30});
}

void KeyboardDialog::fill()
{
    const QString current = currentId();
    m_table->clear();
    for (const Actions::Row &row : m_actions.rows()) {
        auto *item = new QTreeWidgetItem(
            m_table, {row.action->text(),
                      QKeySequence::listToString(row.action->shortcuts(), QKeySequence::NativeText),
                      row.group});
        item->setData(0, Qt::UserRole, row.id);
        if (row.id == current)
            m_table->setCurrentItem(item);
    }
    for (const FixedKeys &row : fixedKeys())
        new QTreeWidgetItem(m_table, {row.text, row.keys, row.group});
    if (m_table->currentItem() == nullptr)
        m_table->setCurrentItem(m_table->topLevelItem(0));
    m_table->header()->resizeSections(QHeaderView::ResizeToContents);
}

QString KeyboardDialog::currentId() const
{
    const QTreeWidgetItem *item = m_table->currentItem();
    return item == nullptr ? QString() : item->data(0, Qt::UserRole).toString();
}

void KeyboardDialog::showCurrent()
{
    const QAction *action = m_actions.find(currentId()); // null: its keys stay
    m_key->setKeySequence(action != nullptr ? action->shortcut() : QKeySequence());
    m_key->setEnabled(action != nullptr);
    m_assign->setEnabled(action != nullptr);
}

void KeyboardDialog::assign()
{
    const QKeySequence key = m_key->keySequence();
    m_actions.setKeys(currentId(), key.isEmpty() ? QList<QKeySequence>{} : QList{key}, m_settings);
    fill();
}

} // namespace ui
