// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/film_progress.h"

#include <QProgressDialog>

#include <utility>

namespace ui {

FilmProgress::FilmProgress(std::unique_ptr<FilmMaker> maker, QWidget *parent)
    : QObject(parent), m_maker(std::move(maker)),
      m_dialog(new QProgressDialog(
          tr("Painting %1")
              .arg(QString::fromStdString(filmSizeText(m_maker->film(), m_maker->pixels()))),
          tr("Cancel"), 0, m_maker->film().frames, parent))
{
    m_dialog->setWindowTitle(tr("Export a film"));
    m_dialog->setWindowModality(Qt::WindowModal);
    m_dialog->setAutoClose(false);
    m_dialog->setAutoReset(false);
    m_dialog->setMinimumDuration(0);
    m_dialog->setValue(0);
    m_dialog->show();
    connect(m_dialog, &QProgressDialog::canceled, this, [this] {
        stop();
        Q_EMIT cancelled();
    });
    connect(&m_turn, &QTimer::timeout, this, &FilmProgress::step);
    m_turn.start(0);
}

void FilmProgress::step()
{
    const core::Written written = m_maker->step();
    if (written && !m_maker->isDone())
        return m_dialog->setValue(m_maker->made());
    stop();
    if (written)
        Q_EMIT finished();
    else
        Q_EMIT failed(QString::fromStdString(written.error().message));
}

// The maker takes what is half done with it.
void FilmProgress::stop()
{
    m_turn.stop();
    m_maker.reset();
    m_dialog->disconnect(this);
    m_dialog->hide();
    m_dialog->deleteLater();
    deleteLater();
}

} // namespace ui
